package dev.forktail.assignment.condition;

import java.util.Optional;

/// A version after semver.org 2.0.0. Missing numbers are 0, a leading `v` and what follows a plus
/// sign are left out; a version with a pre-release comes before the one without.
record SemanticVersion(long major, long minor, long patch, String preRelease)
    implements Comparable<SemanticVersion> {
  private static final int LENGTH_MAX = 100;

  static Optional<SemanticVersion> find(String text) {
    if (text.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    int from = text.startsWith("v") ? 1 : 0;
    int plus = text.indexOf('+');
    int end = plus < 0 ? text.length() : plus;
    int dash = text.indexOf('-');
    int numbersEnd = dash < 0 || dash > end ? end : dash;
    if (numbersEnd < end && !isPreRelease(text.substring(numbersEnd + 1, end))) {
      return Optional.empty();
    }
    var preRelease = numbersEnd < end ? text.substring(numbersEnd + 1, end) : "";
    return find(text, from, numbersEnd, preRelease);
  }

  private static Optional<SemanticVersion> find(String text, int from, int end, String preRelease) {
    long[] numbers = new long[3];
    int index = 0;
    int digits = 0;
    for (int at = from; at < end; at++) {
      char c = text.charAt(at);
      if (c == '.' && digits > 0 && index < 2) {
        index++;
        digits = 0;
      } else if (c >= '0' && c <= '9' && digits < 18) {
        numbers[index] = numbers[index] * 10 + (c - '0');
        digits++;
      } else {
        return Optional.empty();
      }
    }
    return digits == 0
        ? Optional.empty()
        : Optional.of(new SemanticVersion(numbers[0], numbers[1], numbers[2], preRelease));
  }

  private static boolean isPreRelease(String text) {
    return !text.isEmpty()
        && !text.startsWith(".")
        && !text.endsWith(".")
        && !text.contains("..")
        && text.chars()
            .allMatch(c -> c == '.' || c == '-' || (c < 128 && Character.isLetterOrDigit(c)));
  }

  @Override
  public int compareTo(SemanticVersion other) {
    int order = Long.compare(major, other.major);
    order = order != 0 ? order : Long.compare(minor, other.minor);
    order = order != 0 ? order : Long.compare(patch, other.patch);
    return order != 0 ? order : comparePreReleases(preRelease, other.preRelease);
  }

  private static int comparePreReleases(String mine, String other) {
    if (mine.isEmpty() || other.isEmpty()) {
      return Boolean.compare(mine.isEmpty(), other.isEmpty());
    }
    var parts = mine.split("\\.", -1);
    var others = other.split("\\.", -1);
    for (int i = 0; i < Math.min(parts.length, others.length); i++) {
      int order = compareIdentifiers(parts[i], others[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(parts.length, others.length);
  }

  /// Numbers come before words and in the order of their size.
  private static int compareIdentifiers(String mine, String other) {
    boolean number = isNumber(mine);
    if (number != isNumber(other)) {
      return number ? -1 : 1;
    }
    if (number && mine.length() != other.length()) {
      return Integer.compare(mine.length(), other.length());
    }
    return mine.compareTo(other);
  }

  private static boolean isNumber(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
