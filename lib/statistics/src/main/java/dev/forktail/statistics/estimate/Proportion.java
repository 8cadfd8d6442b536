package dev.forktail.statistics.estimate;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.sums.FixedPoint;
import dev.forktail.statistics.sums.Sums;
import java.math.BigInteger;

/// The share of units that did something: converted, came back on day 7, reached a step of a
/// funnel.
///
/// Variance p(1 - p), with n and not n - 1, as GrowthBook and most packages have it. An arm of
/// which no unit or each unit did it has variance 0, which no test can use ([Reason#ZERO_VARIANCE]
/// there).
public final class Proportion {
  private Proportion() {}

  /// The share `successes / units`. Unknown below two units, or when there are more successes than
  /// units.
  public static Answer<Estimate> of(long successes, long units) {
    if (successes < 0 || units < successes) {
      return Answer.unknown(Reason.IMPOSSIBLE_SUMS);
    }
    double share = successes / (double) units;
    double rest = (units - successes) / (double) units;
    return Estimate.of(share, share * rest, units);
  }

  /// The share of units whose value is 1, where each is 0 or 1.
  ///
  /// Unknown also when the sums show that the values were not all 0 or 1
  /// ([Reason#IMPOSSIBLE_SUMS]).
  public static Answer<Estimate> of(Sums sums) {
    var total = sums.totals().getFirst();
    if (!sums.product(0, 0).equals(total.multiply(BigInteger.valueOf(FixedPoint.ONE)))
        || total.bitLength() >= Long.SIZE + 13) {
      return Answer.unknown(Reason.IMPOSSIBLE_SUMS);
    }
    var parts = total.divideAndRemainder(BigInteger.valueOf(FixedPoint.ONE));
    return parts[1].signum() == 0 && parts[0].bitLength() < Long.SIZE
        ? of(parts[0].longValue(), sums.units())
        : Answer.unknown(Reason.IMPOSSIBLE_SUMS);
  }
}
