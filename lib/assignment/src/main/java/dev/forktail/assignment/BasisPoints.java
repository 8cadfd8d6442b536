package dev.forktail.assignment;

/// Shares in hundredths of a percent.
final class BasisPoints {
  static final int ALL = 10_000;

  private BasisPoints() {}

  static void check(String what, int value) {
    if (value < 0 || value > ALL) {
      throw new IllegalArgumentException(what + " must be in 0.." + ALL + ": " + value);
    }
  }
}
