package dev.forktail.duckdb.process;

import java.nio.file.Path;
import java.time.Duration;

/// How many DuckDB children there are and what each may take.
///
/// @param folder for native code and temporary files; of nobody else, emptied at each start
/// @param memoryBytes what DuckDB may use in each; the process needs about 130 MB more
/// @param temporaryBytesMax what each may put into its temporary files
/// @param childrenMax how many work at once
/// @param warm how many wait for work, started
/// @param waitMax how long a request waits for a child
/// @param heapBytesMax what its Java may use, besides DuckDB
/// @param niceness how far others go before them where CPU is short, 0 to 19, as far as the system
///   can do that
public record ChildConfig(
    Path folder,
    long memoryBytes,
    int threads,
    long temporaryBytesMax,
    int childrenMax,
    int warm,
    Duration waitMax,
    long heapBytesMax,
    int niceness) {
  private static final long MEMORY_BYTES_MIN = 64L * 1024 * 1024;
  private static final long HEAP_BYTES = 96L * 1024 * 1024;
  private static final int NICENESS = 19;
  private static final int NICENESS_MAX = 19;

  public ChildConfig {
    if (memoryBytes < MEMORY_BYTES_MIN) {
      throw new IllegalArgumentException("memoryBytes must be 64 MB at least: " + memoryBytes);
    }
    if (threads < 1 || temporaryBytesMax < 0) {
      throw new IllegalArgumentException(
          "threads and temporaryBytesMax must be positive: " + threads + " " + temporaryBytesMax);
    }
    if (childrenMax < 1 || warm < 0 || warm > childrenMax) {
      throw new IllegalArgumentException(
          "warm must be in 0..childrenMax: " + warm + " " + childrenMax);
    }
    if (heapBytesMax < HEAP_BYTES) {
      throw new IllegalArgumentException("heapBytesMax must be 96 MB at least: " + heapBytesMax);
    }
    if (niceness < 0 || niceness > NICENESS_MAX) {
      throw new IllegalArgumentException("niceness must be in 0..19: " + niceness);
    }
    folder = folder.toAbsolutePath().normalize();
  }

  /// For work in the background, behind everything else, that does not write long results.
  public ChildConfig(
      Path folder,
      long memoryBytes,
      int threads,
      long temporaryBytesMax,
      int childrenMax,
      int warm,
      Duration waitMax) {
    this(
        folder,
        memoryBytes,
        threads,
        temporaryBytesMax,
        childrenMax,
        warm,
        waitMax,
        HEAP_BYTES,
        NICENESS);
  }
}
