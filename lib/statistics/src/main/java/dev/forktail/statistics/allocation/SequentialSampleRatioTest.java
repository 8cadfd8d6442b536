package dev.forktail.statistics.allocation;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import org.apache.commons.numbers.gamma.LogGamma;

/// Do the arms have the units they should, asked at any time and as often as one likes: with fair
/// arms, a p-value below alpha ever comes up with probability alpha at most.
///
/// The Bayes factor of a Dirichlet(k p) prior on the shares against the shares p that should be, BF
/// = Γ(k)/Γ(k+n) · Π Γ(k p_i + x_i)/Γ(k p_i) / Π p_i^x_i, and p = min(1, 1/BF). With a large
/// concentration k small deviations are found sooner when there are many units, with a small one
/// gross ones after a few.
///
/// A p-value once reached stays reached: keep the least so far ([#after]). Begin anew when weights
/// change. Source: Lindon, Malek, "Anytime-valid inference for multinomial count data", NeurIPS
/// 2022 (arXiv 2011.03567).
public record SequentialSampleRatioTest(double logBayesFactor, double pValue) {
  /// A concentration that finds a share of 48 % instead of 50 % among some ten thousand units.
  public static final double CONCENTRATION = 100;

  /// Tests the units of each arm against its weight; weights are in any unit. Without units the
  /// p-value is 1. Unknown with fewer than two arms of a weight above zero.
  public static Answer<SequentialSampleRatioTest> of(
      long[] counts, double[] weights, double concentration) {
    if (!(concentration > 0) || !Double.isFinite(concentration)) {
      throw new IllegalArgumentException("concentration must be above 0: " + concentration);
    }
    return Allocation.of(counts, weights)
        .then(
            allocation -> {
              double factor = logBayesFactor(allocation, concentration);
              return Double.isFinite(factor)
                  ? Answer.of(new SequentialSampleRatioTest(factor, Math.min(1, Math.exp(-factor))))
                  : Answer.unknown(Reason.OUT_OF_RANGE);
            });
  }

  /// This look, after those before of which the least p-value was `leastPValue`.
  public SequentialSampleRatioTest after(double leastPValue) {
    return new SequentialSampleRatioTest(logBayesFactor, Math.min(leastPValue, pValue));
  }

  private static double logBayesFactor(Allocation allocation, double concentration) {
    double sum = LogGamma.value(concentration) - LogGamma.value(concentration + allocation.units());
    for (int i = 0; i < allocation.arms(); i++) {
      double share = allocation.share(i);
      long count = allocation.count(i);
      sum += LogGamma.value(concentration * share + count) - LogGamma.value(concentration * share);
      sum -= count * Math.log(share);
    }
    return sum;
  }
}
