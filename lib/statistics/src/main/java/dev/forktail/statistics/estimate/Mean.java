package dev.forktail.statistics.estimate;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.sums.Moments;
import dev.forktail.statistics.sums.Sums;

/// The mean of a value per unit: revenue, how often something was done, seconds spent.
///
/// Units that did nothing count as zero. Source: textbook; m = s/n, v = (q - s²/n)/(n - 1).
public final class Mean {
  private Mean() {}

  /// The mean of the only value of the units in `sums`. Unknown below two units.
  public static Answer<Estimate> of(Sums sums) {
    return of(sums, 0);
  }

  /// The mean of value `i` of the units in `sums`. Unknown below two units.
  public static Answer<Estimate> of(Sums sums, int i) {
    return Moments.of(sums)
        .then(moments -> Estimate.of(moments.mean(i), moments.variance(i), moments.units()));
  }
}
