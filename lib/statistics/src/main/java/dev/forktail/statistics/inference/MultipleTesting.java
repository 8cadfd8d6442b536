package dev.forktail.statistics.inference;

import dev.forktail.statistics.Interval;
import dev.forktail.statistics.estimate.Effect;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// P-values for many tests at a time: one of twenty is below 0.05 also where nothing has an effect.
///
/// Take all goal metrics of all treatments of an experiment together; leave guardrails out, where a
/// missed harm is the worse mistake. Functions return the p-values in the order in which they came.
public final class MultipleTesting {
  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  private MultipleTesting() {}

  /// Adjusted so that the chance of any false alarm at all stays below alpha.
  ///
  /// Source: Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal
  /// of Statistics 6, 1979; agrees with R's `p.adjust(p, "holm")`.
  public static double[] holm(double... pValues) {
    var adjusted = new double[pValues.length];
    double most = 0;
    int left = pValues.length;
    for (int i : rising(pValues)) {
      most = Math.max(most, Math.min(1, left-- * pValues[i]));
      adjusted[i] = most;
    }
    return adjusted;
  }

  /// Adjusted so that of all alarms a share of alpha is false at most, on average; for tests that
  /// do not depend on each other, or positively.
  ///
  /// Source: Benjamini, Hochberg, "Controlling the false discovery rate", Journal of the Royal
  /// Statistical Society B 57, 1995; agrees with R's `p.adjust(p, "BH")`.
  public static double[] benjaminiHochberg(double... pValues) {
    var adjusted = new double[pValues.length];
    var order = rising(pValues);
    double least = 1;
    for (int rank = order.length; rank > 0; rank--) {
      int i = order[rank - 1];
      least = Math.min(least, pValues[i] * order.length / rank);
      adjusted[i] = least;
    }
    return adjusted;
  }

  /// The interval of `effect` that says the same as its adjusted p-value: it excludes zero when
  /// that is below alpha. Each end is normal; source: GrowthBook. A p-value of 1 gives every lift,
  /// one of 0 only the lift itself.
  public static Interval interval(Effect effect, double adjustedPValue, double alpha) {
    Alpha.requireValid(alpha);
    requireProbability(adjustedPValue);
    if (adjustedPValue == 1) {
      return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    double errors = STANDARD.inverseSurvivalProbability(adjustedPValue / 2);
    double width = Math.abs(effect.lift()) / errors;
    return Interval.around(effect.lift(), width * STANDARD.inverseSurvivalProbability(alpha / 2));
  }

  private static int[] rising(double[] pValues) {
    for (double pValue : pValues) {
      requireProbability(pValue);
    }
    return IntStream.range(0, pValues.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> pValues[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static void requireProbability(double pValue) {
    if (!(pValue >= 0 && pValue <= 1)) {
      throw new IllegalArgumentException("a p-value must be in 0..1: " + pValue);
    }
  }
}
