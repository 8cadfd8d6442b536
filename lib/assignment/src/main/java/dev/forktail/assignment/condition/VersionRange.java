package dev.forktail.assignment.condition;

import java.util.Arrays;
import java.util.List;

/// Comparisons with versions, all of which must hold: `>=1.2.0 <2`, `=3.1.4`, `3.1.4`.
record VersionRange(List<Comparison> comparisons) {
  private record Comparison(String sign, SemanticVersion version) {
    boolean holds(SemanticVersion other) {
      int order = other.compareTo(version);
      return switch (sign) {
        case ">=" -> order >= 0;
        case ">" -> order > 0;
        case "<=" -> order <= 0;
        case "<" -> order < 0;
        case "!=" -> order != 0;
        default -> order == 0;
      };
    }
  }

  private static final List<String> SIGNS = List.of(">=", "<=", "!=", ">", "<", "=", "");

  static VersionRange of(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("A range of versions must not be empty");
    }
    return new VersionRange(
        Arrays.stream(text.strip().split("\\s+", -1)).map(part -> comparison(part, text)).toList());
  }

  private static Comparison comparison(String part, String range) {
    String sign = SIGNS.stream().filter(part::startsWith).findFirst().orElseThrow();
    var version =
        SemanticVersion.find(part.substring(sign.length()))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Not a version: '" + part + "' in the range '" + range + "'"));
    return new Comparison(sign, version);
  }

  boolean contains(String text) {
    var version = SemanticVersion.find(text);
    if (version.isEmpty()) {
      return false;
    }
    for (int i = 0; i < comparisons.size(); i++) {
      if (!comparisons.get(i).holds(version.get())) {
        return false;
      }
    }
    return true;
  }
}
