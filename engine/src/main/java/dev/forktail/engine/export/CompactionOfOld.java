package dev.forktail.engine.export;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Merges small files of the partitions into which no events come any more but by imports.
///
/// These may be decades: each run looks at some hundreds of them, from the latest back, and merges
/// about as much as one file is to have, or a hundred of them. Where there was more it goes on from
/// there.
///
/// - **Threads.** One run at a time.
final class CompactionOfOld {
  private static final int PARTITIONS_MAX = 400;

  /// Each is a version of the table, of which a limited number is kept for whoever looks them up.
  private static final int MERGES_MAX = 100;

  /// Nothing is imported that occurred earlier.
  private static final Instant FIRST = Instant.parse("1973-01-01T00:00:00Z");

  private final Map<TableName, Integer> next = new EnumMap<>(TableName.class);

  /// Merges some of those before the partition `end`.
  List<ExportReport.Compacted> run(Export export, LakeTable table, int end) {
    int begin = table.name().period().of(FIRST);
    int last = Math.min(end - 1, next.getOrDefault(table.name(), end - 1));
    int first = Math.max(begin, last - PARTITIONS_MAX + 1);
    var done =
        new Compaction(export, table).run(first, last, MERGES_MAX, ExportConfig.FILE_BYTES_TARGET);
    long bytes = done.stream().mapToLong(ExportReport.Compacted::bytesBefore).sum();
    if (done.size() == MERGES_MAX || bytes >= ExportConfig.FILE_BYTES_TARGET) {
      next.put(table.name(), done.getLast().partition());
    } else if (first > begin) {
      next.put(table.name(), first - 1);
    } else {
      next.remove(table.name());
    }
    return done;
  }
}
