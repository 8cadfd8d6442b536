package dev.forktail.statistics.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Held against `scipy.stats.chisquare` and the figures that GrowthBook and PostHog publish.
final class SampleRatioTestTest {
  @Test
  void mismatchesAreThoseOfTheChiSquareTest() {
    assertMismatch(counts(1000, 1200), weights(0.5, 0.5), 18.181818, 2.00787e-5, 1e-10);
    assertMismatch(counts(4072, 2035), weights(80, 20), 677.4449, 2.4020e-149, 1e-153);
    assertMismatch(counts(310, 285, 305), weights(1, 1, 1), 1.1666667, 0.5580351, 5e-8);
    assertMismatch(counts(821_588, 815_482), weights(1, 1), 22.774369, 1.8218e-6, 1e-10);
  }

  @Test
  void anArmWithoutWeightTakesNoPart() {
    var without = SampleRatioTest.of(counts(1000, 1200), weights(1, 1)).get();
    var with = SampleRatioTest.of(counts(1000, 77, 1200), weights(1, 0, 1)).get();

    assertThat(with).isEqualTo(without);
    assertThat(with.degreesOfFreedom()).isEqualTo(1);
  }

  @Test
  void whatCannotBeTestedSaysWhy() {
    assertThat(SampleRatioTest.of(counts(5, 4), weights(1, 1)))
        .isEqualTo(Answer.unknown(Reason.TOO_FEW_UNITS));
    assertThat(SampleRatioTest.of(counts(0, 0), weights(1, 1)))
        .isEqualTo(Answer.unknown(Reason.TOO_FEW_UNITS));
    assertThat(SampleRatioTest.of(counts(50, 50), weights(1, 0)))
        .isEqualTo(Answer.unknown(Reason.TOO_FEW_ARMS));
    assertThat(SequentialSampleRatioTest.of(counts(50), weights(1), 2))
        .isEqualTo(Answer.unknown(Reason.TOO_FEW_ARMS));
    assertThatThrownBy(() -> SampleRatioTest.of(counts(1, 2), weights(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SampleRatioTest.of(counts(-1, 2), weights(1, 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SampleRatioTest.of(counts(1, 2), weights(1, Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sequentialBayesFactorsAreThoseOfThePaper() {
    assertSequential(counts(1000, 1200), weights(1, 1), 2, 5.47667, 0.0041832, 5e-8);
    assertSequential(counts(1000, 1200), weights(1, 1), 100, 7.14030, 0.00079251, 5e-9);
    assertSequential(counts(5000, 5100), weights(1, 1), 2, -3.88942, 1, 0);
    assertSequential(counts(5000, 5100), weights(1, 1), 100, -1.82471, 1, 0);
    assertThat(sequential(counts(4072, 2035), weights(80, 20), 2).logBayesFactor())
        .isCloseTo(292.657, within(5e-4));
    assertThat(sequential(counts(4072, 2035), weights(80, 20), 100).logBayesFactor())
        .isCloseTo(290.588, within(5e-4));
  }

  @Test
  void withoutUnitsNothingIsSuspected() {
    assertThat(sequential(counts(0, 0), weights(1, 1), 100).pValue()).isEqualTo(1);
  }

  @Test
  void billionsOfUnitsLoseNoMoreThanAFewDigits() {
    long half = 1_000_000_000L;
    double z = 6;
    long difference = (long) (z * Math.sqrt(2.0 * half) / 2);

    // Normal approximation of the Bayes factor: z²/2 - ln(1 + n/k)/2, where n is far above k.
    double expected = z * z / 2 - Math.log1p(2.0 * half / 100) / 2;
    assertThat(
            sequential(counts(half + difference, half - difference), weights(1, 1), 100)
                .logBayesFactor())
        .isCloseTo(expected, within(0.01));
  }

  @Test
  void aPValueOnceReachedStaysReached() {
    var later = sequential(counts(5000, 5100), weights(1, 1), 100).after(0.003);

    assertThat(later.pValue()).isEqualTo(0.003);
    assertThat(later.after(0.2).pValue()).isEqualTo(0.003);
  }

  /// 1,000 fair experiments of 2,000 units with a look at each unit: the chi-square test raises a
  /// false alarm in many, the sequential one in no more than it may.
  @Test
  void lookingAtEachUnitRaisesNoMoreFalseAlarmsThanPromised() {
    var random = new SplittableRandom(2011_03567);
    int alarms = 0;
    int alarmsOfChiSquare = 0;
    for (int run = 0; run < 1_000; run++) {
      var counts = new long[2];
      double least = 1;
      double leastOfChiSquare = 1;
      for (int unit = 0; unit < 2_000; unit++) {
        counts[random.nextInt(2)]++;
        least = Math.min(least, sequential(counts, weights(1, 1), 100).pValue());
        if (unit >= 100) {
          leastOfChiSquare =
              Math.min(leastOfChiSquare, SampleRatioTest.of(counts, weights(1, 1)).get().pValue());
        }
      }
      alarms += least < 0.01 ? 1 : 0;
      alarmsOfChiSquare += leastOfChiSquare < 0.01 ? 1 : 0;
    }

    assertThat(alarms).isLessThanOrEqualTo(10 + 9); // 1 %, and three standard errors
    assertThat(alarmsOfChiSquare).isGreaterThan(30);
  }

  private static void assertMismatch(
      long[] counts, double[] weights, double statistic, double pValue, double precision) {
    var test = SampleRatioTest.of(counts, weights).get();
    assertThat(test.statistic()).isCloseTo(statistic, within(5e-5));
    assertThat(test.pValue()).isCloseTo(pValue, within(precision));
  }

  private static void assertSequential(
      long[] counts, double[] weights, double k, double log, double pValue, double precision) {
    Offset<Double> digits = within(5e-6);
    assertThat(sequential(counts, weights, k).logBayesFactor()).isCloseTo(log, digits);
    assertThat(sequential(counts, weights, k).pValue()).isCloseTo(pValue, within(precision));
  }

  private static SequentialSampleRatioTest sequential(long[] counts, double[] weights, double k) {
    return SequentialSampleRatioTest.of(counts, weights, k).get();
  }

  private static long[] counts(long... counts) {
    return counts;
  }

  private static double[] weights(double... weights) {
    return weights;
  }
}
