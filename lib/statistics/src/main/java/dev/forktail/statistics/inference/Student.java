package dev.forktail.statistics.inference;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/// Student's t distribution.
final class Student {
  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  private final double degreesOfFreedom;
  private final TDistribution distribution;

  Student(double degreesOfFreedom) {
    this.degreesOfFreedom = degreesOfFreedom;
    distribution = TDistribution.of(degreesOfFreedom);
  }

  /// The probability of a value above `t`; exact also far out, where it is tiny.
  double above(double t) {
    return distribution.survivalProbability(t);
  }

  /// The value that is exceeded with `probability`.
  ///
  /// With many degrees of freedom by its expansion around the normal one, which needs no search
  /// and, where it is used, is exact to 12 digits or more. Source: Abramowitz, Stegun, "Handbook of
  /// mathematical functions", 26.7.5.
  double quantileAbove(double probability) {
    double z = STANDARD.inverseSurvivalProbability(probability);
    return degreesOfFreedom > 100 * (1 + z * z)
        ? expansion(z)
        : distribution.inverseSurvivalProbability(probability);
  }

  private double expansion(double z) {
    double y = z * z;
    double first = (y + 1) / 4;
    double second = ((5 * y + 16) * y + 3) / 96;
    double third = (((3 * y + 19) * y + 17) * y - 15) / 384;
    double fourth = ((((79 * y + 776) * y + 1482) * y - 1920) * y - 945) / 92160;
    double per = 1 / degreesOfFreedom;
    return z * (1 + per * (first + per * (second + per * (third + per * fourth))));
  }
}
