package dev.forktail.statistics.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Arms;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.inference.NormalPrior;
import dev.forktail.statistics.inference.Posterior;
import dev.forktail.statistics.sums.FixedPoint;
import dev.forktail.statistics.sums.Sums;
import dev.forktail.statistics.sums.ValueHistogram;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

final class QuantileTest {
  /// The vector of GrowthBook's tests: the 90th percentile of 11,054 and 10,861 values.
  private static final Estimate CONTROL =
      Quantile.of(7.157987489967789, 7.098780136176828, 7.217194843758751, 0.9, 11_054, 11_054)
          .get();

  private static final Estimate TREATMENT =
      Quantile.of(7.694499927525767, 7.64180598628119, 7.747193868770344, 0.9, 10_861, 10_861)
          .get();

  @Test
  void anAbsoluteDifferenceAgreesWithGrowthBook() {
    var posterior = Posterior.of(Effect.absolute(CONTROL, TREATMENT).get());

    assertThat(posterior.mean()).isCloseTo(0.5365124375579775, within(1e-14));
    assertThat(posterior.interval(0.05).low()).isCloseTo(0.4572559589115422, within(1e-12));
    assertThat(posterior.interval(0.05).high()).isCloseTo(0.6157689162044128, within(1e-12));
  }

  /// The prior is on the relative lift there, and scaled by the control's 7.16.
  @Test
  void aPriorOnAnAbsoluteDifferenceAgreesWithGrowthBook() {
    var effect = Effect.absolute(CONTROL, TREATMENT).get();
    var posterior = Posterior.of(effect, new NormalPrior(0, 1).inUnitOf(effect).get());

    assertThat(posterior.mean()).isCloseTo(0.536495315442269, within(1e-14));
    assertThat(posterior.interval(0.05).low()).isCloseTo(0.4572401014910488, within(1e-12));
    assertThat(posterior.interval(0.05).high()).isCloseTo(0.6157505293934892, within(1e-12));
  }

  @Test
  void aRelativeDifferenceAgreesWithGrowthBook() {
    var effect = Effect.relative(CONTROL, TREATMENT).get();
    var wide = Posterior.of(effect, new NormalPrior(0, 1e6));
    var informative = Posterior.of(effect, new NormalPrior(0, 1));

    assertThat(wide.mean()).isCloseTo(0.07495297222736319, within(1e-14));
    assertThat(wide.interval(0.05).low()).isCloseTo(0.06341005842481906, within(1e-12));
    assertThat(wide.interval(0.05).high()).isCloseTo(0.08649588602990732, within(1e-12));
    assertThat(informative.mean()).isCloseTo(0.07495037261804469, within(1e-14));
    assertThat(informative.interval(0.05).low()).isCloseTo(0.06340765898986044, within(1e-12));
    assertThat(informative.interval(0.05).high()).isCloseTo(0.08649308624622894, within(1e-12));
  }

  @Test
  void tooFewOrEqualValuesSayWhy() {
    assertThat(Quantile.of(1, 1, 2, 0.9, 34, 34)).isEqualTo(tooFew());
    assertThat(Quantile.of(1, 1, 2, 0.1, 34, 34)).isEqualTo(tooFew());
    assertThat(Quantile.of(1, 1, 2, 0.9, 35, 35)).isInstanceOf(Answer.Known.class);
    assertThat(Quantile.of(new ValueHistogram(), 0.5)).isEqualTo(tooFew());
    var equal = new ValueHistogram();
    for (int i = 0; i < 1_000; i++) {
      equal.add(5);
    }
    assertThat(Quantile.of(equal, 0.5)).isEqualTo(Answer.unknown(Reason.TOO_FEW_DISTINCT_VALUES));
  }

  @Test
  void theErrorOfAMedianHoldsTheTruthInNinetyFiveOfAHundred() {
    var random = random(8);
    int runs = 1_000;
    int misses = 0;
    for (int run = 0; run < runs; run++) {
      var values = new ValueHistogram();
      for (int unit = 0; unit < 400; unit++) {
        values.add(exponential(random, 10));
      }
      misses += isMissed(Quantile.of(values, 0.5).get(), 10 * Math.log(2)) ? 1 : 0;
    }

    assertThat(misses / (double) runs).isBetween(0.03, 0.07);
  }

  @Test
  void theErrorGrownToThatOfUnitsFollowsItsFormula() {
    var units =
        Arms.sums(
            new double[] {2, 3}, new double[] {4, 5}, new double[] {1, 1}, new double[] {0, 1});
    var single = new Estimate(50, 200, 10);
    double share = Ratio.of(units).get().squaredError();

    var clustered = Quantile.clustered(single, 0.7, units).get();
    assertThat(clustered.value()).isEqualTo(50);
    assertThat(clustered.units()).isEqualTo(4);
    assertThat(clustered.squaredError()).isCloseTo(20 * share / (0.7 * 0.3 / 10), within(1e-12));
  }

  @Test
  void unitsThatSayNothingOfTheErrorSayWhy() {
    var values = new ValueHistogram();
    for (int i = 0; i < 1_000; i++) {
      values.add(i);
    }
    var alike = Arms.sums(new double[] {1, 2}, new double[] {1, 2}, new double[] {2, 4});
    assertThat(Quantile.ofUnits(values, 0.5, alike))
        .isEqualTo(Answer.unknown(Reason.ZERO_VARIANCE));
    var apart = Arms.sums(new double[] {0, 2}, new double[] {4, 4});
    assertThat(Quantile.ofUnits(values, 0.6, apart)).isEqualTo(tooFew());
    assertThat(Quantile.ofUnits(values, 0.6, Sums.none(2))).isEqualTo(tooFew());
  }

  /// Units with 1 to 20 values each, alike within a unit: as if independent, the error is too
  /// small.
  @Test
  void theErrorOfAQuantileOfUnitsHoldsTheTruthWhereThatOfSingleValuesDoesNot() {
    var random = random(9);
    int runs = 500;
    int misses = 0;
    int missesOfSingles = 0;
    double truth = 10 * Math.log(10);
    for (int run = 0; run < runs; run++) {
      var units = new long[300][];
      var values = new ValueHistogram();
      for (int unit = 0; unit < units.length; unit++) {
        long own = exponential(random, 10);
        units[unit] = random.ints(random.nextInt(1, 21), 0, 5).mapToLong(i -> own + i).toArray();
        for (long value : units[unit]) {
          values.add(value);
        }
      }
      var single = Quantile.of(values, 0.9).get();
      var estimate = Quantile.ofUnits(values, 0.9, below(units, single.value())).get();
      misses += isMissed(estimate, truth) ? 1 : 0;
      missesOfSingles += isMissed(single, truth) ? 1 : 0;
    }

    assertThat(misses / (double) runs).isBetween(0.02, 0.08);
    assertThat(missesOfSingles / (double) runs).isGreaterThan(0.3);
  }

  private static Sums below(long[][] units, double quantile) {
    long most = FixedPoint.of(quantile).get();
    var sums = Sums.none(2);
    for (long[] values : units) {
      long below = java.util.Arrays.stream(values).filter(value -> value <= most).count();
      sums = sums.plus(Sums.ofUnit(below * FixedPoint.ONE, values.length * FixedPoint.ONE));
    }
    return sums;
  }

  private static boolean isMissed(Estimate estimate, double truth) {
    return Math.abs(estimate.value() - truth) > 1.96 * Math.sqrt(estimate.squaredError());
  }

  private static long exponential(RandomGenerator random, double mean) {
    return Math.round(mean * random.nextExponential() * FixedPoint.ONE);
  }

  private static Answer<Estimate> tooFew() {
    return Answer.unknown(Reason.TOO_FEW_UNITS);
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
