package dev.forktail.statistics.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/// Held against `scipy.stats.kstest(values, "uniform")`.
final class UniformityTestTest {
  private static final double[] EVEN = {
    0.02, 0.05, 0.11, 0.17, 0.24, 0.26, 0.33, 0.35, 0.41, 0.44, 0.47, 0.53, 0.58, 0.62, 0.66, 0.71,
    0.74, 0.83, 0.9, 0.97
  };

  @Test
  void distancesAndPValuesAgreeWithSciPy() {
    assertTest(UniformityTest.of(EVEN), 0.10999999999999999, 0.94717, 0.012);
    assertTest(UniformityTest.of(raised(1.7)), 0.2729447663663217, 0.08300, 0.001);
    assertTest(UniformityTest.of(raised(3)), 0.46250399999999997, 0.000195, 0.00003);
  }

  @Test
  void theOrderOfTheValuesDoesNotMatter() {
    double[] shuffled = EVEN.clone();
    shuffled[0] = EVEN[19];
    shuffled[19] = EVEN[0];

    assertThat(UniformityTest.of(shuffled)).isEqualTo(UniformityTest.of(EVEN));
    assertThat(shuffled[0]).isEqualTo(EVEN[19]);
  }

  @Test
  void evenValuesAreSuspectedAsOftenAsPromised() {
    var random = new SplittableRandom(6);
    int alarms = 0;
    for (int run = 0; run < 2_000; run++) {
      double[] values = DoubleStream.generate(random::nextDouble).limit(1_000).toArray();
      alarms += UniformityTest.of(values).pValue() < 0.05 ? 1 : 0;
    }

    assertThat(alarms / 2_000.0).isCloseTo(0.05, within(0.0147));
  }

  @Test
  void valuesThatAreNoProbabilitiesAreRefused() {
    assertThatThrownBy(UniformityTest::of).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> UniformityTest.of(0.5, 1.5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> UniformityTest.of(0.5, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double[] raised(double power) {
    return Arrays.stream(EVEN).map(value -> Math.pow(value, power)).toArray();
  }

  private static void assertTest(UniformityTest test, double distance, double p, double error) {
    assertThat(test.distance()).isCloseTo(distance, within(1e-12));
    assertThat(test.pValue()).isCloseTo(p, within(error));
  }
}
