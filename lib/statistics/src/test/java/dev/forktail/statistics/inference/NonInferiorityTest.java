package dev.forktail.statistics.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forktail.statistics.estimate.Effect;
import dev.forktail.statistics.inference.NonInferiority.Finding;
import dev.forktail.statistics.inference.NonInferiority.Harm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NonInferiorityTest {
  /// A margin of 2 % and a standard error of 1 %: 1.645 of it is 1.645 %.
  @ParameterizedTest
  @CsvSource({
    "0.001, DECREASE, HARMLESS",
    "-0.003, DECREASE, HARMLESS",
    "-0.004, DECREASE, UNDECIDED",
    "-0.036, DECREASE, UNDECIDED",
    "-0.037, DECREASE, HARMFUL",
    "0.037, INCREASE, HARMFUL",
    "0.036, INCREASE, UNDECIDED",
    "0.003, INCREASE, HARMLESS",
    "-0.500, INCREASE, HARMLESS"
  })
  void atTheEndTheMarginIsTestedFromBothSides(double lift, Harm harm, Finding finding) {
    assertThat(NonInferiority.atTheEnd(effect(lift), harm, 0.02, 0.05).finding())
        .isEqualTo(finding);
  }

  @ParameterizedTest
  @CsvSource({"0.02, HARMLESS", "0, UNDECIDED", "-0.04, UNDECIDED", "-0.06, HARMFUL"})
  void atAnyTimeItTakesMore(double lift, Finding finding) {
    var verdict = NonInferiority.atAnyTime(effect(lift), Harm.DECREASE, 0.02, 5000, 0.05);

    assertThat(verdict.finding()).isEqualTo(finding);
    assertThat(verdict.harmless().pValue())
        .isEqualTo(
            ConfidenceSequence.of(effect(lift), -0.02, Alternative.GREATER, 5000, 0.05).pValue());
  }

  @Test
  void aMarginOfZeroIsAnOrdinaryOneSidedTest() {
    var verdict = NonInferiority.atTheEnd(effect(0.0165), Harm.DECREASE, 0, 0.05);

    assertThat(verdict.finding()).isEqualTo(Finding.HARMLESS);
    assertThat(verdict.harmless().pValue() + verdict.harmful().pValue())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void aNegativeMarginIsRefused() {
    assertThatThrownBy(() -> NonInferiority.atTheEnd(effect(0), Harm.DECREASE, -0.01, 0.05))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Effect effect(double lift) {
    return new Effect(Effect.Kind.RELATIVE, lift, 0.01, 1e6, 10_000, 1);
  }
}
