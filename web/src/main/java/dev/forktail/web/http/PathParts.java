package dev.forktail.web.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;

/// The parts of a path between its slashes.
public final class PathParts {
  private PathParts() {}

  /// Those of `path` behind `beginning`, each decoded; one that is not encoded rightly stays as it
  /// is.
  public static List<String> behind(String beginning, String path) {
    return Arrays.stream(path.substring(beginning.length()).split("/", -1))
        .map(PathParts::decoded)
        .toList();
  }

  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException _) { // a percent sign of its own
      return part;
    }
  }
}
