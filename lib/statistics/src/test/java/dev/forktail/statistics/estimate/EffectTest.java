package dev.forktail.statistics.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EffectTest {
  @Test
  void theVarianceOfBothKindsAgreesWithGrowthBook() {
    var control = new Estimate(7, 2, 4);
    var treatment = new Estimate(5, 0.5, 15);

    assertThat(squared(Effect.absolute(control, treatment))).isCloseTo(0.53333, within(5e-6));
    assertThat(squared(Effect.relative(control, treatment))).isCloseTo(0.00589, within(5e-6));
  }

  @ParameterizedTest
  @CsvSource({"-10, -5, 0.5", "-2, 3, 2.5", "10, 5, -0.5", "2, 2, 0", "-5, -10, -1"})
  void aRiseIsPositiveWhateverTheSignOfTheControl(double from, double to, double lift) {
    var effect = Effect.relative(new Estimate(from, 1, 100), new Estimate(to, 1, 100)).get();

    assertThat(effect.lift()).isEqualTo(lift);
    assertThat(effect.baseline()).isEqualTo(from);
    assertThat(effect.units()).isEqualTo(200);
  }

  @Test
  void whatHasNoLiftSaysWhy() {
    var fine = new Estimate(1, 1, 10);

    assertThat(Effect.relative(new Estimate(0, 1, 10), fine))
        .isEqualTo(Answer.unknown(Reason.ZERO_BASELINE));
    assertThat(Effect.relative(new Estimate(1, 0, 10), fine))
        .isEqualTo(Answer.unknown(Reason.ZERO_VARIANCE));
    assertThat(Effect.absolute(fine, new Estimate(1, 0, 10)))
        .isEqualTo(Answer.unknown(Reason.ZERO_VARIANCE));
    assertThat(Effect.absolute(new Estimate(-1e308, 1, 10), new Estimate(1e308, 1, 10)))
        .isEqualTo(Answer.unknown(Reason.OUT_OF_RANGE));
    assertThat(Effect.relative(new Estimate(1e-300, 1, 10), fine))
        .isEqualTo(Answer.unknown(Reason.OUT_OF_RANGE));
  }

  @Test
  void degreesOfFreedomStayInRangeForAnyVariance() {
    assertThat(freedom(1e-300, 10, 1e-300, 10)).isCloseTo(18, within(1e-9));
    assertThat(freedom(1e300, 10, 1e300, 10)).isCloseTo(18, within(1e-9));
    assertThat(freedom(1e-200, 10, 1, 5)).isCloseTo(4, within(1e-9));
  }

  private static double freedom(double a, long unitsA, double b, long unitsB) {
    return Effect.absolute(new Estimate(0, a, unitsA), new Estimate(0, b, unitsB))
        .get()
        .degreesOfFreedom();
  }

  private static double squared(Answer<Effect> effect) {
    return Math.pow(effect.get().standardError(), 2);
  }
}
