package dev.forktail.statistics.allocation;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/// Do the arms have the units they should? If not (a sample ratio mismatch), something loses or
/// adds units in one arm, and no other number of the experiment can be trusted. For one look;
/// [SequentialSampleRatioTest] is for looking at any time.
///
/// Pearson's χ² = Σ (observed - expected)²/expected, with one degree of freedom less than there are
/// arms of a weight above zero. A mismatch is usually called at p < 0.001.
///
/// Source: Fabijan et al., "Diagnosing sample ratio mismatch in online controlled experiments", KDD
/// 2019; agrees with SciPy's `chisquare`.
public record SampleRatioTest(double statistic, int degreesOfFreedom, double pValue) {
  /// Below so many expected units in an arm the distribution is not that of χ² (Cochran's rule).
  public static final int EXPECTED_MIN = 5;

  /// Tests the units of each arm against its weight; weights are in any unit. Unknown with fewer
  /// than two arms of a weight above zero, or fewer than [#EXPECTED_MIN] units expected in one.
  public static Answer<SampleRatioTest> of(long[] counts, double[] weights) {
    return Allocation.of(counts, weights).then(SampleRatioTest::of);
  }

  private static Answer<SampleRatioTest> of(Allocation allocation) {
    long units = allocation.units();
    double statistic = 0;
    for (int i = 0; i < allocation.arms(); i++) {
      double expected = allocation.share(i) * units;
      if (expected < EXPECTED_MIN) {
        return Answer.unknown(Reason.TOO_FEW_UNITS);
      }
      double difference = allocation.count(i) - expected;
      statistic += difference * difference / expected;
    }
    int freedom = allocation.arms() - 1;
    double pValue = ChiSquaredDistribution.of(freedom).survivalProbability(statistic);
    return Answer.of(new SampleRatioTest(statistic, freedom, pValue));
  }
}
