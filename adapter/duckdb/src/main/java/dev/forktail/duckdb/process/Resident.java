package dev.forktail.duckdb.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much memory a process has now, as Linux tells.
final class Resident {
  private static final long PAGE_BYTES = 4_096;

  private Resident() {}

  /// Zero where it cannot be told.
  static long bytesOf(long pid) {
    try {
      String sizes = Files.readString(Path.of("/proc/" + pid + "/statm"));
      return Long.parseLong(sizes.split(" ", 3)[1]) * PAGE_BYTES;
    } catch (IOException _) {
      // Another system, or the process is gone; whoever uses it will see that.
      return 0;
    }
  }
}
