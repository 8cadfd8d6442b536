package dev.forktail.statistics.planning;

import dev.forktail.statistics.inference.ConfidenceSequence;
import dev.forktail.statistics.inference.NormalPrior;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// When a result will be called significant: by which the chance to find an effect follows from its
/// size. `alpha` is the share of false alarms, in both directions together.
public sealed interface Rule {
  double alpha();

  /// The probability that an effect of `lift` is found (power), when its standard error is `error`
  /// and both arms together have `units`.
  double power(double lift, double error, double units);

  /// One look at the end, by [dev.forktail.statistics.inference.WelchTest] (with the normal
  /// distribution: experiments that one plans are not small).
  record AtTheEnd(double alpha) implements Rule {
    public AtTheEnd {
      requireAlpha(alpha);
    }

    @Override
    public double power(double lift, double error, double units) {
      return outside(-z(alpha), z(alpha), lift / error);
    }
  }

  /// The last of many looks, by [ConfidenceSequence]. A little too low, since an earlier look may
  /// have found it.
  record AtAnyTime(double alpha, long tunedFor) implements Rule {
    public AtAnyTime {
      requireAlpha(alpha);
    }

    @Override
    public double power(double lift, double error, double units) {
      double reach = ConfidenceSequence.halfWidthInErrors(units, tunedFor, alpha);
      return outside(-reach, reach, lift / error);
    }
  }

  /// As [AtAnyTime], by the formula that GrowthBook plans with: the wider interval is taken for
  /// that of a larger standard error. It asks for about a third more units where the power is high.
  record AtAnyTimeByError(double alpha, long tunedFor) implements Rule {
    public AtAnyTimeByError {
      requireAlpha(alpha);
    }

    @Override
    public double power(double lift, double error, double units) {
      double growth = ConfidenceSequence.halfWidthInErrors(units, tunedFor, alpha) / z(alpha);
      return outside(-z(alpha), z(alpha), lift / (error * growth));
    }
  }

  /// The interval of the [dev.forktail.statistics.inference.Posterior] excludes zero. `prior` is in
  /// the unit of the lift.
  record ByPosterior(double alpha, NormalPrior prior) implements Rule {
    public ByPosterior {
      requireAlpha(alpha);
    }

    @Override
    public double power(double lift, double error, double units) {
      double reach = z(alpha) * Math.sqrt(1 + error * error / prior.variance());
      double shift = prior.mean() * error / prior.variance();
      return outside(-reach - shift, reach - shift, lift / error);
    }
  }

  /// The probability that a normal value around `center` is below `low` or above `high`.
  private static double outside(double low, double high, double center) {
    var standard = NormalDistribution.of(0, 1);
    return standard.cumulativeProbability(low - center)
        + standard.survivalProbability(high - center);
  }

  private static double z(double alpha) {
    return NormalDistribution.of(0, 1).inverseSurvivalProbability(alpha / 2);
  }

  private static void requireAlpha(double alpha) {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be between 0 and 1: " + alpha);
    }
  }
}
