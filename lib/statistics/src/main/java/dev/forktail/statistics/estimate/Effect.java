package dev.forktail.statistics.estimate;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;

/// How much the treatment differs from the control, and how exactly that is known.
///
/// - `lift`: the difference. [Kind#ABSOLUTE]: in the metric's unit. [Kind#RELATIVE]: as a share of
///   the size of the control's value (0.05 is +5 %).
/// - `standardError`: of the lift, in the same unit; always above zero.
/// - `degreesOfFreedom`: by Welch and Satterthwaite.
/// - `units`: of both arms together.
/// - `baseline`: the control's value, without any adjustment.
public record Effect(
    Kind kind,
    double lift,
    double standardError,
    double degreesOfFreedom,
    long units,
    double baseline) {

  /// What a lift is measured in.
  public enum Kind {
    ABSOLUTE,
    RELATIVE
  }

  public Effect {
    if (!Double.isFinite(lift) || !isPositive(standardError) || !isPositive(degreesOfFreedom)) {
      throw new IllegalArgumentException(
          "need a finite lift, a positive error and degrees of freedom: lift=%s error=%s df=%s"
              .formatted(lift, standardError, degreesOfFreedom));
    }
    if (units < 4 || !Double.isFinite(baseline)) {
      throw new IllegalArgumentException(
          "need 4 units or more and a finite baseline: units=%s baseline=%s"
              .formatted(units, baseline));
    }
  }

  /// The difference of the two in the metric's unit: m_b - m_a, with se² = v_a/n_a + v_b/n_b.
  ///
  /// Unknown when an arm's variance is zero.
  public static Answer<Effect> absolute(Estimate control, Estimate treatment) {
    return of(
        Kind.ABSOLUTE,
        control,
        treatment,
        treatment.value() - control.value(),
        control.squaredError() + treatment.squaredError());
  }

  /// The difference as a share of the control: (m_b - m_a)/|m_a|, with se² = v_b/(n_b m_a²) + v_a
  /// m_b²/(n_a m_a⁴).
  ///
  /// The divisor is the control's size, so a rise is positive also where the control is negative:
  /// from -10 to -5 is +0.5. Source: the delta method as in Deng, Knoblich, Lu (KDD 2018). It takes
  /// the control's value to be many standard errors away from zero.
  ///
  /// Unknown when the control's value is zero, or an arm's variance is.
  public static Answer<Effect> relative(Estimate control, Estimate treatment) {
    if (control.value() == 0) {
      return Answer.unknown(Reason.ZERO_BASELINE);
    }
    double growth = treatment.value() / control.value();
    double squaredBaseline = control.value() * control.value();
    return of(
        Kind.RELATIVE,
        control,
        treatment,
        (treatment.value() - control.value()) / Math.abs(control.value()),
        (treatment.squaredError() + growth * growth * control.squaredError()) / squaredBaseline);
  }

  /// The effect of this kind.
  public static Answer<Effect> of(Kind kind, Estimate control, Estimate treatment) {
    return switch (kind) {
      case ABSOLUTE -> absolute(control, treatment);
      case RELATIVE -> relative(control, treatment);
    };
  }

  private static Answer<Effect> of(
      Kind kind, Estimate control, Estimate treatment, double lift, double squaredError) {
    if (control.variance() == 0 || treatment.variance() == 0) {
      return Answer.unknown(Reason.ZERO_VARIANCE);
    }
    return of(
        kind,
        lift,
        squaredError,
        Welch.degreesOfFreedom(control, treatment),
        control.units() + treatment.units(),
        control.value());
  }

  static Answer<Effect> of(
      Kind kind, double lift, double squaredError, double freedom, long units, double baseline) {
    double error = Math.sqrt(squaredError);
    if (!Double.isFinite(lift) || !isPositive(error) || !isPositive(freedom)) {
      return Answer.unknown(Reason.OUT_OF_RANGE);
    }
    return Answer.of(new Effect(kind, lift, error, freedom, units, baseline));
  }

  private static boolean isPositive(double number) {
    return number > 0 && Double.isFinite(number);
  }
}
