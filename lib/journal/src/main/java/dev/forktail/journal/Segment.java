package dev.forktail.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// A preallocated file that records are written to, or will be.
///
/// Its room is reserved under the journal's lock; everything else belongs to the flushing thread.
/// After a failed write or force it must not be used again.
final class Segment {
  private final long number;
  private final Path path;
  private final DiskFile file;
  private int room;
  private int position = SegmentHeader.BYTES;
  private boolean opened;

  Segment(long number, Path path, DiskFile file, int segmentBytes) {
    this.number = number;
    this.path = path;
    this.file = file;
    this.room = segmentBytes - SegmentHeader.BYTES - RecordFormat.HEADER_BYTES; // a close mark fits
  }

  long number() {
    return number;
  }

  Path path() {
    return path;
  }

  int room() {
    return room;
  }

  void reserve(int bytes) {
    room -= bytes;
  }

  /// Where the next group goes.
  int position() {
    return position;
  }

  /// Makes the header durable, without any records.
  void open(SegmentHeader header) throws IOException {
    var bytes = ByteBuffer.allocateDirect(SegmentHeader.BYTES);
    header.put(bytes, 0);
    file.write(bytes, 0);
    file.force(false);
    opened = true;
  }

  /// Makes the group durable, together with the header if this is the first group.
  void write(GroupBuffer group, SegmentHeader header) throws IOException {
    if (opened) {
      file.write(group.records(), position);
    } else {
      file.write(group.recordsBehind(header), 0);
    }
    file.force(false);
    opened = true;
    position += group.recordBytes();
  }

  void close() throws IOException {
    file.close();
  }
}
