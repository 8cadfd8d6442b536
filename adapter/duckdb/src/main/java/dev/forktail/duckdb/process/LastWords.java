package dev.forktail.duckdb.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.duckdb.wire.GuardedBy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayDeque;

/// The last lines that a child wrote to its standard error.
final class LastWords {
  private static final int LINES_MAX = 20;
  private static final int CHARACTERS_MAX = 500;

  @GuardedBy("lines")
  private final ArrayDeque<String> lines = new ArrayDeque<>();

  private LastWords() {}

  /// Listens from now on, on a thread of its own.
  static LastWords of(Process process) {
    var words = new LastWords();
    var reader = new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8));
    Thread.ofPlatform()
        .daemon()
        .name("duckdb-" + process.pid() + "-err")
        .start(() -> words.listen(reader));
    return words;
  }

  String text() {
    synchronized (lines) {
      return lines.isEmpty() ? "no last words" : String.join(" / ", lines);
    }
  }

  private void listen(BufferedReader reader) {
    try (reader) {
      String line = reader.readLine();
      while (line != null) {
        add(line.length() > CHARACTERS_MAX ? line.substring(0, CHARACTERS_MAX) : line);
        line = reader.readLine();
      }
    } catch (IOException _) {
      // It was killed: these were its last words.
      add("(cut off)");
    }
  }

  private void add(String line) {
    synchronized (lines) {
      if (lines.size() == LINES_MAX) {
        lines.removeFirst();
      }
      lines.add(line);
    }
  }
}
