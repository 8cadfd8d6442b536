package dev.forktail.statistics.planning;

/// Which shares of an experiment's units the two arms have that are compared. With further arms
/// they are less than 1 together.
public record Split(double control, double treatment) {
  public static final Split HALVES = new Split(0.5, 0.5);

  public Split {
    if (!(control > 0) || !(treatment > 0) || !(control + treatment <= 1 + 1e-9)) {
      throw new IllegalArgumentException(
          "shares must be above 0, 1 at most together: %s, %s".formatted(control, treatment));
    }
  }

  /// Each of `arms` has the same share.
  public static Split equal(int arms) {
    return new Split(1.0 / arms, 1.0 / arms);
  }
}
