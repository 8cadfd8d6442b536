package dev.forktail.statistics.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Arms;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.estimate.Effect;
import dev.forktail.statistics.inference.NormalPrior;
import org.junit.jupiter.api.Test;

/// Held against the values of GrowthBook's tests. Those are where its bisection stops: when the
/// power is within 0.00001 of 0.8.
final class ProgressTest {
  private static final Effect EFFECT =
      Effect.relative(Arms.mean(500, "500", "1500"), Arms.mean(500, "525", "1551.25")).get();

  @Test
  void theErrorSoFarIsThatOfTheVector() {
    assertThat(Math.pow(EFFECT.standardError(), 2)).isCloseTo(0.008426853707414856, within(1e-16));
  }

  @Test
  void theGrowthThatIsNeededAgreesWithGrowthBook() {
    assertGrowth(new Rule.AtTheEnd(0.05), 25.45703125);
    assertGrowth(new Rule.AtAnyTime(0.05, 5_000), 55.66796875);
    assertGrowth(new Rule.ByPosterior(0.05, new NormalPrior(0.05, 0.001)), 13.9404296875);
  }

  @Test
  void enoughIsEnough() {
    var progress = new Progress(EFFECT, new Rule.AtTheEnd(0.05));

    assertThat(progress.growthNeeded(1, 0.8)).isEqualTo(Answer.of(0.0));
    assertThat(progress.unitsNeeded(1, 0.8)).isEqualTo(Answer.of(0L));
    assertThat(progress.power(1)).isGreaterThan(0.99);
    assertThat(progress.unitsNeeded(0, 0.8)).isEqualTo(Answer.unknown(Reason.UNREACHABLE));
  }

  private static void assertGrowth(Rule rule, double expected) {
    var progress = new Progress(EFFECT, rule);
    double growth = progress.growthNeeded(0.05, 0.8).get();

    assertThat(growth).isCloseTo(expected, within(1e-3));
    assertThat(progress.unitsNeeded(0.05, 0.8).get())
        .isEqualTo((long) Math.ceil(growth * EFFECT.units()));
  }
}
