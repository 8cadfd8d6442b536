package dev.forktail.statistics.estimate;

/// The degrees of freedom of a difference between arms of unequal variance.
///
/// Source: Welch, "The generalization of Student's problem when several different population
/// variances are involved", Biometrika 34, 1947.
final class Welch {
  private Welch() {}

  /// Between the smaller arm's units - 1 and the units of both - 2.
  static double degreesOfFreedom(Estimate control, Estimate treatment) {
    double both = control.squaredError() + treatment.squaredError();
    return 1 / (term(control, both) + term(treatment, both));
  }

  /// Shares of the whole instead of fourth powers, which would leave the range of a double.
  private static double term(Estimate arm, double both) {
    double share = arm.squaredError() / both;
    return share * share / (arm.units() - 1);
  }
}
