package dev.forktail.engine.metric;

import java.util.regex.Pattern;

/// The name of a metric for programs, unique in its project: 1 to 100 letters, digits, `.`, `_` and
/// `-`.
public record MetricKey(String value) implements Comparable<MetricKey> {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  public MetricKey {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "A metric's key has 1 to 100 letters, digits, '.', '_' and '-': " + value);
    }
  }

  @Override
  public int compareTo(MetricKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
