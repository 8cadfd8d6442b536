package dev.forktail.statistics.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forktail.statistics.estimate.Effect;
import org.junit.jupiter.api.Test;

final class OtherSequencesTest {
  @Test
  void theMixtureTestFollowsItsFormula() {
    var test = MixtureTest.of(effect(0.05, 0.02), 0.05);

    assertThat(Math.exp(test.logLikelihoodRatio())).isCloseTo(5.4929463, within(5e-8));
    assertThat(test.pValue()).isCloseTo(0.1820517, within(5e-8));
  }

  @Test
  void theMixtureTestNeverOverflows() {
    assertThat(MixtureTest.of(effect(0, 1), 1e-300).pValue()).isEqualTo(1);
    assertThat(MixtureTest.of(effect(1, 1e-200), 1).pValue()).isZero();
    assertThat(MixtureTest.of(effect(1e200, 1e-200), 1e200).pValue()).isZero();
    assertThatThrownBy(() -> MixtureTest.of(effect(1, 1), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theSequenceOfEppoFollowsItsFormula() {
    assertThat(NormalMixtureSequence.rate(10_000, 0.05)).isCloseTo(1260.0561, within(5e-5));
    assertThat(NormalMixtureSequence.halfWidthInErrors(6461, 10_000, 0.05))
        .isCloseTo(3.0538966, within(5e-8));
    assertThat(NormalMixtureSequence.interval(effect(1, 2), 10_000, 0.05).high())
        .isCloseTo(
            1 + 2 * NormalMixtureSequence.halfWidthInErrors(1000, 10_000, 0.05), within(1e-12));
    assertThatThrownBy(() -> NormalMixtureSequence.rate(0, 0.05))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Effect effect(double lift, double error) {
    return new Effect(Effect.Kind.ABSOLUTE, lift, error, 998, 1000, 1);
  }
}
