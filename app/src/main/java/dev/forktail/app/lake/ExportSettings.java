package dev.forktail.app.lake;

import dev.forktail.engine.export.ExportConfig;
import java.nio.file.Path;
import java.time.Duration;

/// How a server exports.
///
/// @param lake the folder of the lake
/// @param every how long after a commit the next one follows
/// @param retention how old a sealed slice is, which is in the lake, when its table is dropped
/// @param childMemoryBytes what DuckDB may use in a child; the process needs about 130 MB more
public record ExportSettings(
    Path lake, Duration every, Duration retention, long childMemoryBytes, int childThreads) {
  private static final long CHILD_MEMORY_BYTES_MIN = 64L << 20;

  public ExportSettings {
    if (every.isNegative() || retention.isNegative()) {
      throw new IllegalArgumentException(
          "export.every and export.retention must not be negative: " + every + " " + retention);
    }
    if (childMemoryBytes < CHILD_MEMORY_BYTES_MIN) {
      throw new IllegalArgumentException(
          "export.child-memory must be 64MB at least: " + childMemoryBytes);
    }
    lake = lake.toAbsolutePath().normalize();
  }

  /// The plan of the exporter.
  ExportConfig plan() {
    var standard = ExportConfig.standard();
    return new ExportConfig(
        every,
        standard.slicesMax(),
        standard.mergeBelowBytes(),
        standard.mergeFilesMin(),
        standard.longestQuery(),
        standard.snapshotAge(),
        standard.orphanAge());
  }
}
