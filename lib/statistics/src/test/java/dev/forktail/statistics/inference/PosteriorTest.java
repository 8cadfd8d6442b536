package dev.forktail.statistics.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Arms;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.estimate.Effect;
import dev.forktail.statistics.estimate.Proportion;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Held against the values that GrowthBook's tests publish.
final class PosteriorTest {
  private static final Offset<Double> DIGITS_7 = within(5e-8);

  private static final Effect MEANS =
      Effect.relative(Arms.mean(10, "100", "1002.25"), Arms.mean(10, "105", "1111.5")).get();

  @Test
  void proportionsWithAFlatPrior() {
    var posterior =
        Posterior.of(
            Effect.relative(Proportion.of(49, 100).get(), Proportion.of(51, 100).get()).get());

    assertThat(posterior.mean()).isCloseTo(0.0408163, DIGITS_7);
    assertThat(posterior.deviation()).isCloseTo(0.1472525, DIGITS_7);
    assertThat(posterior.interval(0.05).low()).isCloseTo(-0.2477934, DIGITS_7);
    assertThat(posterior.interval(0.05).high()).isCloseTo(0.3294260, DIGITS_7);
    assertThat(posterior.chanceToWin()).isCloseTo(0.6091813, DIGITS_7);
    assertThat(posterior.riskOfControl()).isCloseTo(0.0813958, DIGITS_7);
    assertThat(posterior.riskOfTreatment()).isCloseTo(0.0405795, DIGITS_7);
  }

  @Test
  void meansWithAFlatPrior() {
    var posterior = Posterior.of(MEANS);

    assertThat(posterior.mean()).isCloseTo(0.05, DIGITS_7);
    assertThat(posterior.deviation()).isCloseTo(0.0357159, DIGITS_7);
    assertThat(posterior.chanceToWin()).isCloseTo(0.9192339, DIGITS_7);
  }

  @Test
  void meansWithAnInformativePrior() {
    var posterior = Posterior.of(MEANS, new NormalPrior(0.1, 0.1));

    assertThat(posterior.mean()).isCloseTo(0.0506298, DIGITS_7);
    assertThat(posterior.deviation()).isCloseTo(0.0354902, DIGITS_7);
    assertThat(posterior.chanceToWin()).isCloseTo(0.9231499, DIGITS_7);
    assertThat(posterior.riskOfControl()).isCloseTo(0.0518568, DIGITS_7);
    assertThat(posterior.riskOfTreatment()).isCloseTo(0.0012270, DIGITS_7);
    assertThat(posterior.interval(0.05).low()).isCloseTo(-0.01893, within(5e-6));
    assertThat(posterior.interval(0.05).high()).isCloseTo(0.12019, within(5e-6));
  }

  @Test
  void risksHaveAClosedForm() {
    var posterior = new Posterior(0.1, 0.05);
    assertThat(posterior.riskOfControl()).isCloseTo(0.1004245351, within(5e-11));
    assertThat(posterior.riskOfTreatment()).isCloseTo(0.0004245351, within(5e-11));

    var certain = new Posterior(0.01, 4.5e-9);
    assertThat(certain.riskOfControl()).isEqualTo(0.01);
    assertThat(certain.riskOfTreatment()).isZero();

    assertThat(posterior.inverted().riskOfControl()).isEqualTo(posterior.riskOfTreatment());
    assertThat(posterior.inverted().chanceToWin())
        .isCloseTo(1 - posterior.chanceToWin(), within(1e-15));
  }

  @Test
  void aPriorOnTheRelativeLiftIsScaledForAnAbsoluteOne() {
    var absolute =
        Effect.absolute(Arms.mean(10, "-100", "1002.25"), Arms.mean(10, "-95", "911.5")).get();
    var prior = new NormalPrior(0.1, 0.04);

    assertThat(prior.inUnitOf(MEANS)).isEqualTo(Answer.of(prior));
    assertThat(prior.inUnitOf(absolute)).isEqualTo(Answer.of(new NormalPrior(1, 4)));
    assertThat(prior.inUnitOf(new Effect(Effect.Kind.ABSOLUTE, 1, 1, 5, 10, 0)))
        .isEqualTo(Answer.unknown(Reason.ZERO_BASELINE));
    assertThat(prior.inUnitOf(new Effect(Effect.Kind.ABSOLUTE, 1, 1, 5, 10, 1e-200)))
        .isEqualTo(Answer.unknown(Reason.OUT_OF_RANGE));
  }

  @Test
  void aVeryWidePriorIsAsGoodAsNone() {
    var wide = Posterior.of(MEANS, new NormalPrior(3, 1e300));

    assertThat(wide.mean()).isCloseTo(MEANS.lift(), within(1e-15));
    assertThat(wide.deviation()).isCloseTo(MEANS.standardError(), within(1e-15));
  }

  @Test
  void aPriorWithoutSpreadIsRefused() {
    assertThatThrownBy(() -> new NormalPrior(0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NormalPrior(Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
