package dev.forktail.statistics.planning;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.estimate.Effect;

/// How far a running experiment has come: what it could find by now, and how many more units it
/// needs, the error being that seen so far and falling with the root of the units.
///
/// Ask about the smallest lift that matters, not about the lift seen so far, whose "power" only
/// says its p-value again. Source: as GrowthBook plans the rest of an experiment.
public record Progress(Effect effect, Rule rule) {
  /// A hundred million times the units so far: more than that is never.
  private static final double FACTOR_MAX = 1e8;

  /// The chance that the units so far find an effect of `lift` (in the unit of the effect).
  public double power(double lift) {
    return powerWith(0, lift);
  }

  /// How many units more than now, as a multiple of those now, find an effect of `lift` with a
  /// chance of `power`; 0 when those now are enough.
  ///
  /// Unknown when a hundred million times as many are too few.
  public Answer<Double> growthNeeded(double lift, double power) {
    return power(lift) >= power
        ? Answer.of(0.0)
        : Search.leastAbove(growth -> powerWith(growth, lift), power, FACTOR_MAX);
  }

  /// How many more units of both arms find an effect of `lift` with a chance of `power`.
  public Answer<Long> unitsNeeded(double lift, double power) {
    return growthNeeded(lift, power).map(growth -> (long) Math.ceil(growth * effect.units()));
  }

  private double powerWith(double growth, double lift) {
    double error = effect.standardError() / Math.sqrt(1 + growth);
    return rule.power(Math.abs(lift), error, effect.units() * (1 + growth));
  }
}
