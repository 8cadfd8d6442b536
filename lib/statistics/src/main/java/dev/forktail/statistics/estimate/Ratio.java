package dev.forktail.statistics.estimate;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.sums.Moments;
import dev.forktail.statistics.sums.Sums;

/// The quotient of two totals: revenue per order, clicks per view, or the units that reached a step
/// of a funnel per those that reached the step before. Units are what was assigned (visitors), not
/// what the denominator counts, so values of one unit may depend on each other.
///
/// The delta method: r = M/D with means m and d, variance v_m/d² + v_d m²/d⁴ - 2 c m/d³. Source:
/// Deng, Knoblich, Lu, "Applying the delta method in metric analytics", KDD 2018. Approximate: good
/// when the denominator's mean is many standard errors away from zero.
public final class Ratio {
  private Ratio() {}

  /// The ratio of value 0 of the units to their value 1. Unknown below two units, and when the
  /// denominator is zero in all ([Reason#ZERO_DENOMINATOR]).
  public static Answer<Estimate> of(Sums sums) {
    return Moments.of(sums).then(moments -> of(moments, 0, 1));
  }

  static Answer<Estimate> of(Moments moments, int numerator, int denominator) {
    double below = moments.mean(denominator);
    if (below == 0) {
      return Answer.unknown(Reason.ZERO_DENOMINATOR);
    }
    double ratio = moments.mean(numerator) / below;
    double spread =
        moments.variance(numerator)
            + ratio * ratio * moments.variance(denominator)
            - 2 * ratio * moments.covariance(numerator, denominator);
    return Estimate.of(ratio, Math.max(spread, 0) / (below * below), moments.units());
  }
}
