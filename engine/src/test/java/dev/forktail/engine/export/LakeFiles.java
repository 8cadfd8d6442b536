package dev.forktail.engine.export;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Files of the lake for tests, of which nothing but their description exists.
public final class LakeFiles {
  public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private LakeFiles() {}

  /// A file with `rows` rows within the minute after noon.
  public static LakeFile file(TableName table, String name, long rows) {
    return file(table, name, rows, NOON, NOON.plus(Duration.ofMinutes(1)));
  }

  /// A file whose rows occurred from `from` to `to`, of a kilobyte each.
  public static LakeFile file(TableName table, String name, long rows, Instant from, Instant to) {
    return new LakeFile(
        table,
        "file:///lake/" + table.text() + "/data/" + name,
        rows,
        rows,
        rows * 1_024,
        List.of(
            new ColumnStats(table.time().fieldId(), rows * 8, rows, 0, micros(from), micros(to))));
  }

  private static String micros(Instant moment) {
    return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, moment));
  }
}
