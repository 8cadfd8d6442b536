package dev.forktail.statistics.inference;

/// The share of false alarms that a test may raise: 0.05 for intervals of 95 %.
final class Alpha {
  private Alpha() {}

  static void requireValid(double alpha) {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be between 0 and 1: " + alpha);
    }
  }
}
