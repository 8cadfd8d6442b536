package dev.forktail.statistics.inference;

import dev.forktail.statistics.Interval;
import dev.forktail.statistics.estimate.Effect;

/// The confidence sequence of Eppo: other than [ConfidenceSequence] in its tuning only. For holding
/// results against Eppo's.
///
/// With t units in both arms: half width = se · sqrt((t+r) ln((t+r)/(r α²))) / sqrt(t), where r =
/// t* / (ln ln(e/α²) - 2 ln α). Source: Howard, Ramdas, McAuliffe, Sekhon, "Time-uniform,
/// nonparametric, nonasymptotic confidence sequences", Annals of Statistics 49, 2021 (arXiv
/// 1810.08240), equation 14.
public final class NormalMixtureSequence {
  /// The units at which Eppo's is tightest.
  public static final long TUNED_FOR = 10_000;

  private NormalMixtureSequence() {}

  /// The lifts that agree with what was seen, at any time.
  public static Interval interval(Effect effect, long tunedFor, double alpha) {
    double errors = halfWidthInErrors((double) effect.units(), tunedFor, alpha);
    return Interval.around(effect.lift(), effect.standardError() * errors);
  }

  /// Half the width of the interval as a multiple of the standard error, at `units` of both arms.
  public static double halfWidthInErrors(double units, long tunedFor, double alpha) {
    double rate = rate(tunedFor, alpha);
    double grown = units + rate;
    return Math.sqrt(grown * (Math.log(grown / rate) - 2 * Math.log(alpha)) / units);
  }

  /// r, for tests against published values.
  static double rate(long tunedFor, double alpha) {
    Alpha.requireValid(alpha);
    if (tunedFor < 1) {
      throw new IllegalArgumentException("tunedFor must be 1 or more: " + tunedFor);
    }
    double logarithm = -2 * Math.log(alpha);
    return tunedFor / (Math.log1p(logarithm) + logarithm);
  }
}
