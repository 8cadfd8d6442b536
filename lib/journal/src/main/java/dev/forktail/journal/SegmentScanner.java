package dev.forktail.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Finds the records of one extent, in order, whatever else is in the file.
///
/// Where a record should be and is not, it looks at every multiple of 8 bytes for a header that
/// this journal has written, with a sequence that can follow. A recycled file is full of such
/// headers with sequences that are too low, and where a header is sound but its payload is not,
/// only that record is lost. What fails its check is read from the disk once more before it counts
/// as lost. Cost: reads the extent once, and checks 20 bytes at each position it looks at.
final class SegmentScanner implements Closeable {
  private final DiskFile file;
  private final RecordFormat format;
  private final DamageLog damage;
  private final ByteBuffer window;
  private Extent extent;
  private long windowOffset;
  private long offset = SegmentHeader.BYTES;
  private long expected;
  private long from;
  private boolean headerMissed;

  SegmentScanner(
      DiskFile file,
      RecordFormat format,
      DamageLog damage,
      ByteBuffer window,
      Extent extent,
      long expected) {
    this.file = file;
    this.format = format;
    this.damage = damage;
    this.window = window.limit(0);
    this.extent = extent;
    this.expected = expected;
  }

  Extent extent() {
    return extent;
  }

  /// The sequence that comes next.
  long expected() {
    return expected;
  }

  /// Goes on in the same extent, which has grown.
  void extendTo(Extent grown) {
    extent = grown;
  }

  /// The next record with sequence `start` or above, or null at the end of the extent.
  @Nullable JournalRecord next(long start) throws IOException {
    from = start;
    while (expected < extent.end()) {
      long at = findHeader();
      if (at < 0) {
        skipToEnd();
        return null;
      }
      int position = (int) (at - windowOffset);
      long sequence = RecordFormat.sequence(window, position);
      if (sequence > expected) {
        suspect(offset, at - offset, expected, sequence);
      }
      damage.prove(RecordFormat.durable(window, position));
      if (RecordFormat.kind(window, position) == RecordFormat.CLOSE) {
        offset = extent.bytes();
        expected = sequence;
        return null;
      }
      int length = RecordFormat.length(window, position);
      offset = at + RecordFormat.bytes(length);
      expected = sequence + 1;
      if (sequence >= from) {
        byte[] payload = readPayload(at, length, RecordFormat.payloadChecksum(window, position));
        noteMissedHeader(sequence);
        if (payload != null) {
          return new JournalRecord(sequence, payload);
        }
        suspect(at, offset - at, sequence, expected);
      }
    }
    damage.prove(extent.end());
    return null;
  }

  /// Hops from header to header up to the first place where none follows, and answers with the
  /// sequence after the last. Reads no payloads and looks for nothing beyond a damage.
  long hop() throws IOException {
    long last = extent.bytes() - RecordFormat.HEADER_BYTES;
    while (expected < extent.end() && offset <= last && isNext(offset)) {
      int position = (int) (offset - windowOffset);
      long sequence = RecordFormat.sequence(window, position);
      if (RecordFormat.kind(window, position) == RecordFormat.CLOSE) {
        return sequence;
      }
      offset += RecordFormat.bytes(RecordFormat.length(window, position));
      expected = sequence + 1;
    }
    return expected;
  }

  private void skipToEnd() {
    if (extent.end() < Long.MAX_VALUE) {
      suspect(offset, extent.bytes() - offset, expected, extent.end());
      damage.prove(extent.end());
      expected = extent.end();
    }
    offset = extent.bytes();
  }

  /// Only what the reader wants can be lost.
  private void suspect(long start, long bytes, long first, long after) {
    if (after > from) {
      long wanted = Math.max(first, from);
      damage.suspect(new Damage(extent.number(), start, bytes, wanted, after));
    }
  }

  /// A segment with a record that is wanted had a header, if the record was durable.
  private void noteMissedHeader(long sequence) {
    if (!extent.exact() && !headerMissed) {
      headerMissed = true;
      damage.suspect(new Damage(extent.number(), 0, SegmentHeader.BYTES, sequence, sequence));
    }
  }

  /// Where the next header is, which then is in the window; or -1.
  private long findHeader() throws IOException {
    long last = extent.bytes() - RecordFormat.HEADER_BYTES;
    if (offset > last || isNext(offset)) {
      return offset > last ? -1 : offset;
    }
    load(offset);
    for (long at = offset; at <= last; at += Long.BYTES) {
      if (isNext(at)) {
        return at;
      }
    }
    return -1;
  }

  /// Whether a sound header at `at` belongs to a record that may come next.
  private boolean isNext(long at) throws IOException {
    if (!isLoaded(at, RecordFormat.HEADER_BYTES)) {
      load(at);
      if (!isLoaded(at, RecordFormat.HEADER_BYTES)) {
        return false;
      }
    }
    int position = (int) (at - windowOffset);
    if (!RecordFormat.isKind(window, position)) {
      return false;
    }
    long sequence = RecordFormat.sequence(window, position);
    return sequence >= expected
        && sequence < extent.end()
        && at + RecordFormat.HEADER_BYTES + RecordFormat.length(window, position) <= extent.bytes()
        && format.isHeader(window, position);
  }

  private byte @Nullable [] readPayload(long at, int length, int checksum) throws IOException {
    long start = at + RecordFormat.HEADER_BYTES;
    var payload = new byte[length];
    if (!isLoaded(start, length) && length <= window.capacity()) {
      load(start);
    }
    if (isLoaded(start, length)) {
      window.get((int) (start - windowOffset), payload);
      if (RecordFormat.checksum(payload) == checksum) {
        return payload;
      }
    }
    file.read(ByteBuffer.wrap(payload), start);
    return RecordFormat.checksum(payload) == checksum ? payload : null;
  }

  private boolean isLoaded(long at, int bytes) {
    return at >= windowOffset && at + bytes <= windowOffset + window.limit();
  }

  private void load(long at) throws IOException {
    window.clear();
    window.limit((int) Math.min(window.capacity(), extent.bytes() - at));
    window.limit(file.read(window, at));
    windowOffset = at;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
