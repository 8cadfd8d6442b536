package dev.forktail.postgres.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// The log folder of a server: what it says before its log collector runs, and the collector's
/// files, of which only the newest are kept.
record ServerLog(Path folder) {
  /// A new name each second, so that a file grows past its size for a second at most.
  static final String FILE_NAME_PATTERN = "postgres-%Y%m%d-%H%M%S.log";

  static final int FILES_MAX = 10;
  private static final int TAIL_LINES = 12;
  private static final int TAIL_BYTES = 8_192;

  /// What the server prints before its log collector runs.
  Path startFile() {
    return folder.resolve("start.log");
  }

  /// Deletes all but the newest files.
  void prune() throws IOException {
    for (var file : files().stream().skip(FILES_MAX).toList()) {
      Files.deleteIfExists(file);
    }
  }

  /// Newest first.
  List<Path> files() throws IOException {
    try (var paths = Files.list(folder)) {
      return paths
          .filter(path -> path.getFileName().toString().matches("postgres-[0-9-]+\\.log"))
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  /// The last lines since the server was started, for the message of an error.
  String tail() {
    try {
      var started = Files.getLastModifiedTime(startFile());
      var files = new ArrayList<>(List.of(startFile()));
      for (var newest : files().stream().limit(1).toList()) {
        if (Files.getLastModifiedTime(newest).compareTo(started) >= 0) {
          files.add(newest);
        }
      }
      return files.stream()
          .flatMap(file -> lastLines(file).stream())
          .collect(Collectors.joining("\n  ", "\n  ", ""));
    } catch (IOException e) {
      return " (its log cannot be read: " + e + ")";
    }
  }

  private static List<String> lastLines(Path file) {
    try (var channel = Files.newByteChannel(file)) {
      var start = Math.max(0, channel.size() - TAIL_BYTES);
      var bytes = ByteBuffer.allocate(TAIL_BYTES);
      channel.position(start);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
      var lines = StandardCharsets.UTF_8.decode(bytes.flip()).toString().lines().toList();
      return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
    } catch (IOException e) {
      return List.of(file + " cannot be read: " + e);
    }
  }
}
