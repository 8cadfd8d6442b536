package dev.forktail.app.lake;

import dev.forktail.engine.export.ExportConfig;
import java.nio.file.Path;
import java.time.Duration;

/// How a server exports.
///
/// @param lake the folder of the lake
/// @param plan when and how slices go to it
/// @param retention how old a sealed slice is, which is in the lake, when its table is dropped
/// @param keepPause how long after each other merging, forgetting and sweeping are done
/// @param childMemoryBytes what DuckDB may use in a child; the process needs about 130 MB more
public record ExportSettings(
    Path lake,
    ExportConfig plan,
    Duration retention,
    Duration keepPause,
    long childMemoryBytes,
    int childThreads) {
  private static final long CHILD_MEMORY_BYTES_MIN = 64L << 20;

  public ExportSettings {
    if (retention.isNegative() || keepPause.isNegative()) {
      throw new IllegalArgumentException(
          "export.retention must not be negative: " + retention + " " + keepPause);
    }
    if (childMemoryBytes < CHILD_MEMORY_BYTES_MIN) {
      throw new IllegalArgumentException(
          "export.child-memory must be 64MB at least: " + childMemoryBytes);
    }
    lake = lake.toAbsolutePath().normalize();
  }
}
