package dev.forktail.statistics.inference;

import dev.forktail.statistics.Interval;
import dev.forktail.statistics.estimate.Effect;

/// Welch's t-test: the arms may differ in size and in variance. For one look, at a moment that was
/// fixed before; who looks again and again until it is significant, finds something in most
/// experiments without effect. [ConfidenceSequence] is for that.
///
/// t = lift / standard error against Student's distribution with the effect's degrees of freedom.
/// Source: Welch, Biometrika 34, 1947; agrees with SciPy's `ttest_ind(equal_var=False)` and R's
/// `t.test`. Exact for normal values, good for others from some hundred units per arm.
public final class WelchTest {
  private WelchTest() {}

  /// Tests whether the lift differs from zero; the interval holds the true lift with probability 1
  /// - alpha.
  public static Evidence of(Effect effect, double alpha) {
    return of(effect, 0, Alternative.TWO_SIDED, alpha);
  }

  /// Tests whether the lift differs from `expected` (in the lift's unit) in the way of
  /// `alternative`.
  public static Evidence of(Effect effect, double expected, Alternative alternative, double alpha) {
    Alpha.requireValid(alpha);
    double t = (effect.lift() - expected) / effect.standardError();
    var student = new Student(effect.degreesOfFreedom());
    double error = effect.standardError();
    return switch (alternative) {
      case TWO_SIDED ->
          new Evidence(
              Math.min(1, 2 * student.above(Math.abs(t))),
              Interval.around(effect.lift(), error * student.quantileAbove(alpha / 2)));
      case GREATER ->
          new Evidence(
              student.above(t),
              new Interval(
                  effect.lift() - error * student.quantileAbove(alpha), Double.POSITIVE_INFINITY));
      case LESS ->
          new Evidence(
              student.above(-t),
              new Interval(
                  Double.NEGATIVE_INFINITY, effect.lift() + error * student.quantileAbove(alpha)));
    };
  }
}
