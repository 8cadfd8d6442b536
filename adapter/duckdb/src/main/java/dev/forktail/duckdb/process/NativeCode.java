package dev.forktail.duckdb.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/// DuckDB's native library, unpacked once instead of at each start of a child (70 MB).
final class NativeCode {
  private NativeCode() {}

  /// Unpacks it into `folder`. On a system for which the driver has no such file nothing is done:
  /// the driver then finds its own way, or says that there is none.
  static void unpack(Path folder) throws IOException {
    String resource = "/libduckdb_java.so_" + system() + "_" + architecture();
    try (var in = org.duckdb.DuckDBDriver.class.getResourceAsStream(resource)) {
      if (in == null) {
        return;
      }
      Files.createDirectories(folder);
      Path unfinished = folder.resolve("unfinished");
      Files.copy(in, unfinished, StandardCopyOption.REPLACE_EXISTING);
      Files.move(
          unfinished,
          folder.resolve(System.mapLibraryName("duckdb_java")),
          StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (name.contains("mac")) {
      return "macos";
    }
    return name.contains("windows") ? "windows" : "linux";
  }

  private static String architecture() {
    String name = System.getProperty("os.arch");
    return name.equals("x86_64") || name.equals("amd64") ? "amd64" : "arm64";
  }
}
