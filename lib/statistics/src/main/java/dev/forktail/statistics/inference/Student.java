package dev.forktail.statistics.inference;

import org.apache.commons.statistics.distribution.TDistribution;

/// Student's t distribution.
final class Student {
  private final TDistribution distribution;

  Student(double degreesOfFreedom) {
    distribution = TDistribution.of(degreesOfFreedom);
  }

  /// The probability of a value above `t`; exact also far out, where it is tiny.
  double above(double t) {
    return distribution.survivalProbability(t);
  }

  /// The value that is exceeded with `probability`.
  double quantileAbove(double probability) {
    return distribution.inverseSurvivalProbability(probability);
  }
}
