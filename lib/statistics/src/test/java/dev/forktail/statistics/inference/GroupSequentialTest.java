package dev.forktail.statistics.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forktail.statistics.inference.GroupSequential.Spending;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class GroupSequentialTest {
  private static final double[] FIFTHS = {0.2, 0.4, 0.6, 0.8, 1};

  /// The vector of Spotify's tests: 250, 450, 630 and 810 units, alpha 0.01.
  @Test
  void theAlphasOfSpotify() {
    double[] shares = {250 / 810.0, 450 / 810.0, 630 / 810.0, 1};

    assertThat(GroupSequential.alphas(shares, 0.01, Spending.QUADRATIC))
        .containsExactly(new double[] {0.00095, 0.00241, 0.00410, 0.00636}, within(5e-6));
  }

  /// Five equal steps, two-sided 0.05, as R's `ldbounds` documents them.
  @Test
  void theBoundsOfFiveEqualSteps() {
    assertThat(GroupSequential.bounds(FIFTHS, 0.05, Spending.O_BRIEN_FLEMING))
        .containsExactly(new double[] {4.8769, 3.3570, 2.6803, 2.2898, 2.0310}, within(5e-5));
    assertThat(GroupSequential.bounds(FIFTHS, 0.05, Spending.POCOCK))
        .containsExactly(new double[] {2.4380, 2.4268, 2.4102, 2.3966, 2.3860}, within(5e-5));
  }

  @Test
  void oneLookIsAnOrdinaryTest() {
    for (var spending : Spending.values()) {
      assertThat(GroupSequential.alphas(new double[] {1}, 0.05, spending))
          .containsExactly(new double[] {0.05}, within(1e-12));
    }
  }

  @Test
  void allLooksTogetherRaiseAsManyFalseAlarmsAsPromised() {
    var random = new SplittableRandom(12);
    double[] bounds = GroupSequential.bounds(FIFTHS, 0.05, Spending.POCOCK);
    int runs = 40_000;
    int alarms = 0;
    for (int run = 0; run < runs; run++) {
      double sum = 0;
      boolean alarm = false;
      for (int look = 0; look < bounds.length; look++) {
        sum += random.nextGaussian() * Math.sqrt(0.2);
        alarm |= Math.abs(sum) > bounds[look] * Math.sqrt(FIFTHS[look]);
      }
      alarms += alarm ? 1 : 0;
    }

    assertThat(alarms / (double) runs).isCloseTo(0.05, within(0.0033));
  }

  @Test
  void looksThatDoNotRiseAreRefused() {
    assertThatThrownBy(() -> GroupSequential.bounds(new double[] {0.5, 0.5}, 0.05, Spending.POCOCK))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> GroupSequential.bounds(new double[] {1.1}, 0.05, Spending.POCOCK))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
