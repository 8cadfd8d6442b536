package dev.forktail.app.realevents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// 10,000 events of the GitHub Archive, from 11:00 to 11:21 on 2018-01-01: real names, sizes and
/// skew. The build unpacks them beside the program; they are not part of its sources.
public final class GitHubEvents {
  private static final String FILE = "events/githubEvents_data.json";

  private GitHubEvents() {}

  /// All of them, in the order of the file.
  ///
  /// @throws UncheckedIOException when the file is not there or cannot be read
  public static List<GitHubEvent> all() {
    return first(Integer.MAX_VALUE);
  }

  /// The first `max` of them.
  ///
  /// @throws UncheckedIOException when the file is not there or cannot be read
  public static List<GitHubEvent> first(int max) {
    try {
      return read(file(), max);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the real events: " + e.getMessage(), e);
    }
  }

  private static List<GitHubEvent> read(Path file, int max) throws IOException {
    var events = new ArrayList<GitHubEvent>();
    try (var lines = Files.newBufferedReader(file)) {
      String line = lines.readLine();
      while (line != null && events.size() < max) {
        events.add(GitHubEvent.parse(line));
        line = lines.readLine();
      }
    }
    return List.copyOf(events);
  }

  /// The file: beside `lib/` in the program's folder, or where the build has put it when the
  /// classes are run as they were compiled.
  public static Path file() {
    Path code = code();
    Path program = code.resolveSibling("..").normalize();
    return Files.isDirectory(code)
        ? code.resolveSibling("forktail").resolve(FILE)
        : program.resolve(FILE);
  }

  private static Path code() {
    try {
      return Path.of(
          GitHubEvents.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The program's own place is no path", e);
    }
  }
}
