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
public record ChildConfig(
    Path folder,
    long memoryBytes,
    int threads,
    long temporaryBytesMax,
    int childrenMax,
    int warm,
    Duration waitMax) {
  private static final long MEMORY_BYTES_MIN = 64L * 1024 * 1024;

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
    folder = folder.toAbsolutePath().normalize();
  }
}
