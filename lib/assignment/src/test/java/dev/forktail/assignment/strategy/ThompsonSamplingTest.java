package dev.forktail.assignment.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.assignment.strategy.ThompsonSampling.Arm.Conversions;
import dev.forktail.assignment.strategy.ThompsonSampling.Arm.Mean;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ThompsonSamplingTest {
  private static final int DRAWS = 20_000;

  /// With 1 success of 1 against 0 of 1, Beta(2, 1) exceeds Beta(1, 2) with probability 5/6.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theWeightIsTheProbabilityOfBeingTheBest(long seed) {
    var arms = List.<ThompsonSampling.Arm>of(new Conversions(1, 0), new Conversions(0, 1));
    int[] weights = ThompsonSampling.weights(arms, 0, DRAWS, new SplittableRandom(seed));
    assertThat(weights[0]).isBetween(8_200, 8_470);
    assertThat(Arrays.stream(weights).sum()).isEqualTo(10_000);
  }

  /// A normal with mean 1 and error 3 exceeds one with mean 0 and error 4 with probability Phi(1/5)
  /// = 0.5793.
  @Test
  void meansAreComparedByTheirErrors() {
    var arms = List.<ThompsonSampling.Arm>of(new Mean(0, 4), new Mean(1, 3));
    int[] weights = ThompsonSampling.weights(arms, 0, DRAWS, new SplittableRandom(1));
    assertThat(weights[1]).isBetween(5_640, 5_950);
  }

  @Test
  void noArmFallsBelowTheFloor() {
    var arms =
        List.<ThompsonSampling.Arm>of(
            new Conversions(900, 100), new Conversions(10, 990), new Conversions(20, 980));
    int[] weights = ThompsonSampling.weights(arms, 500, DRAWS, new SplittableRandom(1));
    assertThat(weights).containsExactly(9_000, 500, 500);
  }

  @Test
  void armsThatAreAlikeGetAlikeWeights() {
    var arms = List.<ThompsonSampling.Arm>of(new Conversions(0, 0), new Conversions(0, 0));
    int[] weights = ThompsonSampling.weights(arms, 0, DRAWS, new SplittableRandom(1));
    assertThat(weights[0]).isBetween(4_850, 5_150);
  }

  /// Dealing by the weights finds the better arm: of 5,000 units most get it.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void mostUnitsGetTheBetterArm(long seed) {
    var random = new SplittableRandom(seed);
    long[] successes = new long[2];
    long[] failures = new long[2];
    int better = 0;
    for (int round = 0; round < 50; round++) {
      var arms =
          List.<ThompsonSampling.Arm>of(
              new Conversions(successes[0], failures[0]),
              new Conversions(successes[1], failures[1]));
      int[] weights = ThompsonSampling.weights(arms, 100, 1_000, random);
      for (int i = 0; i < 100; i++) {
        int arm = Weights.pick(weights, random);
        boolean converts = random.nextDouble() < (arm == 0 ? 0.10 : 0.20);
        successes[arm] += converts ? 1 : 0;
        failures[arm] += converts ? 0 : 1;
        better += arm;
      }
    }
    assertThat(better).isGreaterThan(4_000);
  }
}
