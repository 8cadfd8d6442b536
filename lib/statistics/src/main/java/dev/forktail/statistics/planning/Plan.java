package dev.forktail.statistics.planning;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.estimate.Effect;
import java.util.function.DoubleUnaryOperator;

/// What an experiment on one metric can find, before it begins.
///
/// Lifts are of `kind`: in the metric's unit, or as a share of its size. Units are those of the
/// whole experiment, all arms. The standard error is that which [Effect] will have, when the
/// treatment's mean has moved by the lift. Source: the power of a normal test in any textbook
/// (Cohen, "Statistical power analysis", 1988); as GrowthBook has it.
public record Plan(Untreated untreated, Effect.Kind kind, Split split, Rule rule) {
  private static final double UNITS_MAX = 1e15;
  private static final double LIFT_MAX = 1e6;

  public Plan {
    if (kind == Effect.Kind.RELATIVE && untreated.mean() == 0) {
      throw new IllegalArgumentException("a relative lift needs a mean that is not zero");
    }
  }

  /// The chance that `units` find an effect of `lift`.
  public double power(double lift, double units) {
    return rule.power(
        lift, standardError(lift, units), units * (split.control() + split.treatment()));
  }

  /// The smallest rise that `units` find with a chance of `power` (the minimum detectable effect).
  ///
  /// Unknown when no rise is found with that chance, since the error of a relative lift grows with
  /// it ([Reason#UNREACHABLE]).
  public Answer<Double> detectableLift(double power, double units) {
    requirePower(power);
    double most =
        untreated instanceof Untreated.OfProportion share ? largest(share) : LIFT_MAX * scale();
    return Search.leastAbove(lift -> power(lift, units), power, most);
  }

  /// How many units find an effect of `lift` with a chance of `power`; whole units in both arms.
  ///
  /// Unknown when 10^15 are not enough, as for a lift of zero ([Reason#UNREACHABLE]).
  public Answer<Long> units(double power, double lift) {
    requirePower(power);
    DoubleUnaryOperator chance = units -> power(lift, units);
    return Search.leastAbove(chance, power, UNITS_MAX)
        .map(
            units -> {
              double smaller = Math.min(split.control(), split.treatment());
              return (long) Math.ceil(Math.ceil(units * smaller - 1e-6) / smaller - 1e-6);
            });
  }

  /// How many days it takes until an effect of `lift` is found with a chance of `power`.
  public Answer<Long> days(double power, double lift, double unitsPerDay) {
    if (!(unitsPerDay > 0)) {
      throw new IllegalArgumentException("unitsPerDay must be above 0: " + unitsPerDay);
    }
    return units(power, lift).map(units -> (long) Math.ceil(units / unitsPerDay));
  }

  private double standardError(double lift, double units) {
    double rise = lift * scale();
    double control = untreated.variance() / (split.control() * units);
    double treatment = untreated.varianceAfter(rise) / (split.treatment() * units);
    return switch (kind) {
      case ABSOLUTE -> Math.sqrt(control + treatment);
      case RELATIVE -> {
        double growth = 1 + rise / untreated.mean();
        yield Math.sqrt(treatment + growth * growth * control) / scale();
      }
    };
  }

  /// What a lift of 1 is in the metric's unit.
  private double scale() {
    return kind == Effect.Kind.RELATIVE ? Math.abs(untreated.mean()) : 1;
  }

  private double largest(Untreated.OfProportion share) {
    return (1 - share.mean()) / scale();
  }

  private static void requirePower(double power) {
    if (!(power > 0 && power < 1)) {
      throw new IllegalArgumentException("power must be between 0 and 1: " + power);
    }
  }
}
