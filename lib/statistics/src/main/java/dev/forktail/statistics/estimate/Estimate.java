package dev.forktail.statistics.estimate;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;

/// What one arm's units say of a metric: its `value`, and the `variance` per unit of that, so that
/// variance / units is the square of its standard error. Both in the metric's own unit.
///
/// Whatever has such a form is compared by the same tests: means, proportions, ratios, quantiles.
public record Estimate(double value, double variance, long units) {
  public Estimate {
    if (!Double.isFinite(value) || !(variance >= 0) || !Double.isFinite(variance) || units < 2) {
      throw new IllegalArgumentException(
          "need a finite value, a finite variance of 0 or more, 2 units or more: "
              + "value=%s variance=%s units=%s".formatted(value, variance, units));
    }
  }

  /// The estimate of these numbers, whatever they are; unknown where they are no estimate.
  public static Answer<Estimate> of(double value, double variance, long units) {
    if (units < 2) {
      return Answer.unknown(Reason.TOO_FEW_UNITS);
    }
    if (!Double.isFinite(value) || !Double.isFinite(variance)) {
      return Answer.unknown(Reason.OUT_OF_RANGE);
    }
    return variance < 0
        ? Answer.unknown(Reason.IMPOSSIBLE_SUMS)
        : Answer.of(new Estimate(value, variance, units));
  }

  /// The standard error of the value, squared.
  public double squaredError() {
    return variance / units;
  }
}
