package dev.forktail.statistics.estimate;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.sums.Moments;
import dev.forktail.statistics.sums.Sums;

/// An effect from which is taken out what the same units' values before the experiment explain, so
/// that fewer units are needed.
///
/// - `effect`: as any other; the lift is that of the adjusted values.
/// - `theta`: by how much a unit's value is lowered for each unit of its value before.
/// - `varianceLeft`: the squared error of the lift as a share of what it is without adjustment.
///
/// θ = cov(post, pre)/var(pre) over both arms; adjusted value = post - θ pre, its variance v_post +
/// θ² v_pre - 2 θ cov in each arm. The relative lift divides by the control's unadjusted value m_a;
/// its squared error is v_b,adj/(n_b m_a²) + [v_a g² - 2 θ cov_a g + θ² v_pre,a]/(n_a m_a²) with g
/// = m_b/m_a. Source: Deng, Xu, Kohavi, Walker, "Improving the sensitivity of online controlled
/// experiments by utilizing pre-experiment data", WSDM 2013; ratios by the delta method.
///
/// What counts before must not depend on the arm: take a window that ends before a unit's first
/// exposure (usually 14 days), and 0 for a unit that was not there yet. Where the values before are
/// all the same, θ is 0 and nothing is adjusted.
public record Cuped(Effect effect, double theta, double varianceLeft) {

  /// The effect on a mean, from units with two values each: in the experiment and before it.
  public static Answer<Cuped> ofMeans(Effect.Kind kind, Sums control, Sums treatment) {
    requireWidth(2, control, treatment);
    return Answer.both(
        Moments.of(control),
        Moments.of(treatment),
        (a, b) -> Moments.of(control.plus(treatment)).then(both -> ofMeans(kind, a, b, both)));
  }

  private static Answer<Cuped> ofMeans(
      Effect.Kind kind, Moments control, Moments treatment, Moments both) {
    double theta = quotient(both.covariance(0, 1), both.variance(1));
    var adjustment = new Adjustment(PrePost.ofMeans(control), PrePost.ofMeans(treatment), theta);
    return adjustment.cuped(kind, treatment.mean(0) / control.mean(0));
  }

  /// The effect on a ratio, from units with four values each: numerator and denominator in the
  /// experiment, numerator and denominator before it.
  ///
  /// θ here is the sum of both arms' covariances over the sum of their variances, and g is 1 + (the
  /// adjusted values' difference)/m_a.
  public static Answer<Cuped> ofRatios(Effect.Kind kind, Sums control, Sums treatment) {
    requireWidth(4, control, treatment);
    return Answer.both(
        Moments.of(control).then(PrePost::ofRatios),
        Moments.of(treatment).then(PrePost::ofRatios),
        (a, b) -> ofRatios(kind, a, b));
  }

  private static Answer<Cuped> ofRatios(Effect.Kind kind, PrePost control, PrePost treatment) {
    double theta =
        quotient(
            control.covariance() + treatment.covariance(),
            control.preVariance() + treatment.preVariance());
    var adjustment = new Adjustment(control, treatment, theta);
    return adjustment.cuped(kind, 1 + adjustment.difference() / control.post());
  }

  private static double quotient(double covariance, double variance) {
    return variance == 0 ? 0 : covariance / variance;
  }

  private static void requireWidth(int width, Sums control, Sums treatment) {
    if (control.width() != width || treatment.width() != width) {
      throw new IllegalArgumentException(
          "units must have %d values: %d, %d".formatted(width, control.width(), treatment.width()));
    }
  }
}
