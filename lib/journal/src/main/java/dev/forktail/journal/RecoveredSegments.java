package dev.forktail.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the segments in the folder of a journal and puts them in order, whatever their files are
/// called.
///
/// A file without a sound header is a prepared segment, or the damaged header of one in use. So it
/// is placed by the first record in it, which in a recycled file is one that was released long ago.
final class RecoveredSegments {
  private static final Pattern NAME = Pattern.compile("segment-(\\d{1,18})\\.log");
  private static final int WINDOW_BYTES = 1 << 18;

  private final Disk disk;
  private final Path directory;
  private final JournalId id;
  private final DamageLog damage;
  private final ByteBuffer window = ByteBuffer.allocateDirect(WINDOW_BYTES);
  private long bytes;

  RecoveredSegments(Disk disk, Path directory, JournalId id, DamageLog damage) {
    this.disk = disk;
    this.directory = directory;
    this.id = id;
    this.damage = damage;
  }

  /// What can be read, in the order of its sequences.
  List<Extent> find() throws IOException {
    var segments = new ArrayList<Found>();
    for (var name : disk.list(directory)) {
      var matcher = NAME.matcher(name);
      if (matcher.matches()) {
        var segment = find(directory.resolve(name), Long.parseLong(matcher.group(1)));
        if (segment != null) {
          segments.add(segment);
        }
      }
    }
    segments.sort(Comparator.comparingLong(Found::first).thenComparingLong(Found::number));
    return inOrder(segments);
  }

  /// How much space all files take.
  long bytes() {
    return bytes;
  }

  private @Nullable Found find(Path path, long number) throws IOException {
    try (var file = disk.openToRead(path)) {
      long size = file.size();
      bytes += size;
      window.clear().limit(SegmentHeader.BYTES);
      file.read(window, 0);
      var header = SegmentHeader.read(window.flip());
      if (header != null && header.id().equals(id)) {
        checkSize(header, size);
        return new Found(header.number(), path, header.first(), header.durable(), size, true);
      }
      var whole = new Extent(number, path, 0, 0, Long.MAX_VALUE, size, false);
      var scanner =
          new SegmentScanner(file, new RecordFormat(id), new DamageLog(), window, whole, 0);
      var record = scanner.next(0);
      return record == null
          ? null
          : new Found(number, path, record.sequence(), record.sequence(), size, false);
    }
  }

  /// Files are as long as they will ever be before they are used.
  private void checkSize(SegmentHeader header, long size) {
    long difference = size - header.segmentBytes();
    if (difference != 0) {
      long offset = Math.min(size, header.segmentBytes());
      long first = header.first();
      damage.add(new Damage(header.number(), offset, Math.abs(difference), first, first));
    }
  }

  /// Where the next header is sound, it tells where the records before it end.
  private static List<Extent> inOrder(List<Found> segments) {
    var extents = new ArrayList<Extent>();
    for (int i = 0; i < segments.size(); i++) {
      var segment = segments.get(i);
      boolean known = i + 1 < segments.size() && segments.get(i + 1).exact();
      long end = known ? segments.get(i + 1).durable() : Long.MAX_VALUE;
      extents.add(segment.until(end));
    }
    return extents;
  }

  private record Found(
      long number, Path path, long first, long durable, long bytes, boolean exact) {
    Extent until(long end) {
      return new Extent(number, path, durable, first, end, bytes, exact);
    }
  }
}
