package dev.forktail.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// Creates, recycles and deletes the files of one journal, durably.
final class SegmentFiles {
  private static final int CHUNK_BYTES = 1 << 20;
  private static final int FORCE_BYTES = 8 << 20;

  private final Disk disk;
  private final Path directory;
  private final int segmentBytes;

  SegmentFiles(Disk disk, Path directory, int segmentBytes) {
    this.disk = disk;
    this.directory = directory;
    this.segmentBytes = segmentBytes;
  }

  Path path(long number) {
    return directory.resolve("segment-%010d.log".formatted(number));
  }

  long freeBytes() throws IOException {
    return disk.freeBytes(directory);
  }

  /// A new file of zeros: writing into it later changes no metadata, which makes a force cheap.
  Segment create(long number) throws IOException {
    var path = path(number);
    var file = disk.create(path);
    try {
      fillWithZeros(file);
      file.force(true);
      disk.forceDirectory(directory);
    } catch (IOException e) {
      throw closing(file, e);
    }
    return new Segment(number, path, file, segmentBytes);
  }

  // Forced piece by piece, so that a group that is forced meanwhile never waits for the whole file.
  private void fillWithZeros(DiskFile file) throws IOException {
    var zeros = ByteBuffer.allocateDirect(Math.min(CHUNK_BYTES, segmentBytes));
    for (int at = 0; at < segmentBytes; at += zeros.capacity()) {
      file.write(zeros.clear().limit(Math.min(zeros.capacity(), segmentBytes - at)), at);
      if ((at + zeros.capacity()) % FORCE_BYTES == 0) {
        file.force(true);
      }
    }
  }

  /// Gives a released file a new number.
  ///
  /// Its old header goes last: until the new name is durable the file is still the old segment, and
  /// a crash in between leaves nothing that looks damaged.
  Segment recycle(Path released, long number) throws IOException {
    var path = path(number);
    disk.rename(released, path);
    disk.forceDirectory(directory);
    var file = disk.openToWrite(path);
    try {
      file.write(ByteBuffer.allocateDirect(SegmentHeader.BYTES), 0);
      file.force(false);
    } catch (IOException e) {
      throw closing(file, e);
    }
    return new Segment(number, path, file, segmentBytes);
  }

  void delete(Path path) throws IOException {
    disk.delete(path);
    disk.forceDirectory(directory);
  }

  private static IOException closing(DiskFile file, IOException cause) {
    try {
      file.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return cause;
  }
}
