package dev.forktail.statistics;

/// All values from `low` to `high`, both included. An end that is not bounded is infinite.
public record Interval(double low, double high) {
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("low must not be above high: " + low + ", " + high);
    }
  }

  /// The interval that reaches `halfWidth` to both sides of `center`.
  public static Interval around(double center, double halfWidth) {
    return new Interval(center - halfWidth, center + halfWidth);
  }

  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
