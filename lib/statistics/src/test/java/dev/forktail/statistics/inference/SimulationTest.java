package dev.forktail.statistics.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.statistics.estimate.Effect;
import dev.forktail.statistics.estimate.Estimate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whether the promises hold over many experiments. Bounds are three standard errors wide.
final class SimulationTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void anExperimentWithoutEffectIsCalledSignificantInFiveOfAHundred(long seed) {
    var random = random(seed);
    int runs = 10_000;
    int alarms = 0;
    for (int run = 0; run < runs; run++) {
      var effect = effect(Effect.Kind.ABSOLUTE, normal(random, 300, 10), normal(random, 200, 10));
      alarms += WelchTest.of(effect, 0.05).pValue() < 0.05 ? 1 : 0;
    }

    assertShare(alarms, runs, 0.05);
  }

  @ParameterizedTest(name = "{0}, baseline {1}, true lift {2}")
  @CsvSource({"ABSOLUTE, 10, 2", "RELATIVE, 10, 0.2", "RELATIVE, -10, -0.3", "RELATIVE, 5, -0.5"})
  void theIntervalOfOneLookHoldsTheTruthInNinetyFiveOfAHundred(
      Effect.Kind kind, double baseline, double lift) {
    double moved = kind == Effect.Kind.ABSOLUTE ? lift : lift * Math.abs(baseline);
    var random = random(3);
    int runs = 5_000;
    int misses = 0;
    for (int run = 0; run < runs; run++) {
      var effect =
          effect(kind, skewed(random, 500, baseline), skewed(random, 500, baseline + moved));
      misses += WelchTest.of(effect, 0.05).interval().contains(lift) ? 0 : 1;
    }

    assertShare(misses, runs, 0.05);
  }

  /// A look at each unit from the 100th of an arm to the 4,000th: Welch's test is fooled, the
  /// sequence misses the truth in one experiment of twenty at most.
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {4, 5})
  void underContinuousPeekingOnlyTheSequenceHolds(long seed) {
    var random = random(seed);
    int runs = 400;
    int missed = 0;
    int missedOneSided = 0;
    int missedByWelch = 0;
    for (int run = 0; run < runs; run++) {
      var looks = new Looks(random);
      looks.until(4_000);
      missed += looks.missed ? 1 : 0;
      missedOneSided += looks.missedOneSided ? 1 : 0;
      missedByWelch += looks.missedByWelch ? 1 : 0;
    }

    double limit = runs * 0.05 + 3 * Math.sqrt(runs * 0.05 * 0.95);
    assertThat((double) missed).isLessThanOrEqualTo(limit);
    assertThat((double) missedOneSided).isLessThanOrEqualTo(limit);
    assertThat(missedByWelch).isGreaterThan(runs / 4);
  }

  /// An experiment without effect that is looked at again and again.
  private static final class Looks {
    private static final double Z = 1.96;

    private final RandomGenerator random;
    private final RunningArm control = new RunningArm();
    private final RunningArm treatment = new RunningArm();
    private boolean missed;
    private boolean missedOneSided;
    private boolean missedByWelch;

    Looks(RandomGenerator random) {
      this.random = random;
    }

    void until(int unitsPerArm) {
      for (int unit = 1; unit <= unitsPerArm; unit++) {
        control.add(random.nextGaussian(5, 2));
        treatment.add(random.nextGaussian(5, 3));
        if (unit >= 100) {
          look(Effect.absolute(control.estimate(), treatment.estimate()).get());
        }
      }
    }

    private void look(Effect effect) {
      missed |= !ConfidenceSequence.of(effect, 0.05).interval().contains(0);
      missedOneSided |=
          ConfidenceSequence.of(effect, 0, Alternative.GREATER, 5_000, 0.05).pValue() < 0.05;
      missedByWelch |= Math.abs(effect.lift()) > Z * effect.standardError();
    }
  }

  private static final class RunningArm {
    private long units;
    private double sum;
    private double squares;

    void add(double value) {
      units++;
      sum += value;
      squares += value * value;
    }

    Estimate estimate() {
      return new Estimate(sum / units, (squares - sum * sum / units) / (units - 1), units);
    }
  }

  private static Effect effect(Effect.Kind kind, RunningArm control, RunningArm treatment) {
    return Effect.of(kind, control.estimate(), treatment.estimate()).get();
  }

  private static RunningArm normal(RandomGenerator random, int units, double mean) {
    var arm = new RunningArm();
    for (int unit = 0; unit < units; unit++) {
      arm.add(random.nextGaussian(mean, units / 50.0));
    }
    return arm;
  }

  /// Values around `mean`, most a little below and some far above.
  private static RunningArm skewed(RandomGenerator random, int units, double mean) {
    var arm = new RunningArm();
    for (int unit = 0; unit < units; unit++) {
      arm.add(mean + 4 * (random.nextExponential() - 1));
    }
    return arm;
  }

  private static void assertShare(int count, int runs, double expected) {
    double margin = 3 * Math.sqrt(expected * (1 - expected) / runs);
    assertThat(count / (double) runs).isBetween(expected - margin, expected + margin);
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
