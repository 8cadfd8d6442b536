package dev.forktail.statistics.estimate;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.sums.Moments;
import dev.forktail.statistics.sums.RankedValues;
import dev.forktail.statistics.sums.Sums;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// A quantile of values: the time that 90 % of the requests stay below, the median basket.
///
/// Its error comes from ranks: among n values the quantile of level ν lies with 95 % between those
/// of level ν ± z sqrt(ν(1-ν)/n), and half of that distance is z standard errors. Where values
/// belong to units (a visitor has many requests), the share of values below varies more between
/// units than between values, and the interval is wider ([#ofUnits]).
///
/// Source: Deng, Knoblich, Lu, "Applying the delta method in metric analytics", KDD 2018, section
/// 4; as GrowthBook has it.
public final class Quantile {
  private static final double Z = NormalDistribution.of(0, 1).inverseCumulativeProbability(0.975);

  private Quantile() {}

  /// The quantile of values that do not depend on each other: one per unit.
  ///
  /// Unknown when there are too few to have the interval within them ([Reason#TOO_FEW_UNITS]: n
  /// must be above z² ν/(1-ν) and z² (1-ν)/ν), or when its ends are the same value
  /// ([Reason#TOO_FEW_DISTINCT_VALUES]).
  ///
  /// @param level between 0 and 1: 0.5 for the median
  public static Answer<Estimate> of(RankedValues values, double level) {
    requireLevel(level);
    long count = values.count();
    if (tooFew(count, level)) {
      return Answer.unknown(Reason.TOO_FEW_UNITS);
    }
    double reach = Z * Math.sqrt(level * (1 - level) / count);
    return of(
        values.valueAt(level),
        values.valueAt(level - reach),
        values.valueAt(level + reach),
        level,
        count,
        count);
  }

  /// The quantile of values that belong to units: the ranks are those between which the share of
  /// values below lies by how it varies between units.
  ///
  /// Unknown also with fewer than two units, and when that share does not vary between them or its
  /// interval reaches beyond all values.
  ///
  /// @param units how many values of the unit are at or below the quantile of `values` (value 0),
  ///   and how many it has (value 1)
  public static Answer<Estimate> ofUnits(RankedValues values, double level, Sums units) {
    requireLevel(level);
    if (tooFew(values.count(), level)) {
      return Answer.unknown(Reason.TOO_FEW_UNITS);
    }
    return Moments.of(units)
        .then(moments -> Ratio.of(moments, 0, 1))
        .then(share -> ofShare(values, level, share));
  }

  private static Answer<Estimate> ofShare(RankedValues values, double level, Estimate share) {
    double reach = Z * Math.sqrt(share.squaredError());
    if (reach == 0) {
      return Answer.unknown(Reason.ZERO_VARIANCE);
    }
    if (level - reach <= 0 || level + reach >= 1) {
      return Answer.unknown(Reason.TOO_FEW_UNITS);
    }
    double width = values.valueAt(level + reach) - values.valueAt(level - reach);
    double error = width / (2 * Z);
    return width == 0
        ? Answer.unknown(Reason.TOO_FEW_DISTINCT_VALUES)
        : Estimate.of(values.valueAt(level), error * error * share.units(), share.units());
  }

  /// `single`, an estimate that took values for units, with the error grown to that of the units:
  /// times the variance of the share of values below over the ν(1-ν)/n of independent values. For
  /// results of a database that has the values at the ranks of independent ones only; less exact
  /// than [#ofUnits] where units differ much. Unknown below two units.
  ///
  /// @param units as for [#ofUnits]
  public static Answer<Estimate> clustered(Estimate single, double level, Sums units) {
    requireLevel(level);
    return Ratio.of(units)
        .then(
            share -> {
              double shareOfSingles = level * (1 - level) / single.units();
              double growth = share.squaredError() / shareOfSingles;
              return Estimate.of(
                  single.value(), single.squaredError() * growth * share.units(), share.units());
            });
  }

  /// The quantile from what a database says of it: its value, and those between which it lies with
  /// 95 % by ranks among `rankedCount` values.
  ///
  /// @param count how many values there are, `rankedCount` or more
  public static Answer<Estimate> of(
      double value, double low, double high, double level, long count, long rankedCount) {
    requireLevel(level);
    if (tooFew(count, level)) {
      return Answer.unknown(Reason.TOO_FEW_UNITS);
    }
    if (low == high) {
      return Answer.unknown(Reason.TOO_FEW_DISTINCT_VALUES);
    }
    double error = (high - low) / (2 * Z);
    double variance = rankedCount / (double) count * (count - 1) * error * error;
    return Estimate.of(value, variance, count);
  }

  private static boolean tooFew(long count, double level) {
    double odds = level / (1 - level);
    return count < 2 || count <= Z * Z * Math.max(odds, 1 / odds);
  }

  private static void requireLevel(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be between 0 and 1: " + level);
    }
  }
}
