package dev.forktail.statistics.inference;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.estimate.Effect;

/// What is believed of a lift before there is data: normal, with this mean and variance, in the
/// unit of the lift.
public record NormalPrior(double mean, double variance) {
  public NormalPrior {
    if (!Double.isFinite(mean) || !(variance > 0) || !Double.isFinite(variance)) {
      throw new IllegalArgumentException(
          "need a finite mean and a finite variance above 0: %s, %s".formatted(mean, variance));
    }
  }

  /// This prior, which is on the relative lift, in the unit of `effect`: as it is for a relative
  /// one, scaled by the size of the baseline for an absolute one.
  ///
  /// Unknown for an absolute effect whose baseline is zero.
  public Answer<NormalPrior> inUnitOf(Effect effect) {
    return switch (effect.kind()) {
      case RELATIVE -> Answer.of(this);
      case ABSOLUTE -> scaledBy(Math.abs(effect.baseline()));
    };
  }

  private Answer<NormalPrior> scaledBy(double size) {
    double scaled = variance * size * size;
    if (size == 0) {
      return Answer.unknown(Reason.ZERO_BASELINE);
    }
    return scaled > 0 && Double.isFinite(scaled) && Double.isFinite(mean * size)
        ? Answer.of(new NormalPrior(mean * size, scaled))
        : Answer.unknown(Reason.OUT_OF_RANGE);
  }
}
