package dev.forktail.statistics.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forktail.statistics.Arms;
import dev.forktail.statistics.estimate.Cuped;
import dev.forktail.statistics.estimate.Effect;
import dev.forktail.statistics.estimate.Estimate;
import dev.forktail.statistics.estimate.Proportion;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Held against the values that GrowthBook's tests publish.
final class ConfidenceSequenceTest {
  private static final Offset<Double> DIGITS_7 = within(5e-8);

  private static final Estimate CONTROL = Arms.mean(3000, "1396.87", "52377.9767");
  private static final Estimate TREATMENT = Arms.mean(3461, "2422.7", "134698.29");

  @Test
  void theTuningFollowsThePaper() {
    assertThat(Math.sqrt(ConfidenceSequence.squaredRho(0.05, 1000))).isCloseTo(0.0890851, DIGITS_7);
    assertThat(Math.sqrt(ConfidenceSequence.squaredRho(0.05, 5000))).isCloseTo(0.0398401, DIGITS_7);
  }

  @Test
  void aRelativeLiftOfMeans() {
    var effect = Effect.relative(CONTROL, TREATMENT).get();
    var evidence = ConfidenceSequence.of(effect, 0, Alternative.TWO_SIDED, 1000, 0.05);

    assertThat(effect.lift()).isCloseTo(0.5033611, DIGITS_7);
    assertThat(effect.standardError()).isCloseTo(0.3334122, DIGITS_7);
    assertThat(halfWidth(evidence)).isCloseTo(1.0618016, DIGITS_7);
    assertThat(evidence.interval().low()).isCloseTo(-0.5584405, DIGITS_7);
    assertThat(evidence.interval().high()).isCloseTo(1.5651627, DIGITS_7);
    assertThat(evidence.pValue()).isEqualTo(1);
  }

  @Test
  void aRelativeLiftOfProportions() {
    var effect =
        Effect.relative(Proportion.of(1396, 3000).get(), Proportion.of(2422, 3461).get()).get();
    var evidence = ConfidenceSequence.of(effect, 0.05);

    assertThat(effect.lift()).isCloseTo(0.5038634, DIGITS_7);
    assertThat(halfWidth(evidence)).isCloseTo(0.1028849, DIGITS_7);
    assertThat(evidence.interval().low()).isCloseTo(0.4009785, DIGITS_7);
    assertThat(evidence.interval().high()).isCloseTo(0.6067482, DIGITS_7);
    assertThat(evidence.pValue()).isCloseTo(5.17e-44, within(5e-47));
  }

  @Test
  void aSmallCheckByHand() {
    var evidence = ConfidenceSequence.of(effect(0.035, 0.01, 10_000), 0.05);

    assertThat(halfWidth(evidence)).isCloseTo(0.0306148, DIGITS_7);
    assertThat(evidence.pValue()).isCloseTo(0.0129179, DIGITS_7);
  }

  @Test
  void aLiftOfMeansWithCuped() {
    var control =
        Arms.sums(3000, List.of("1396.87", "16.87"), List.of("52377.9767", "1", "527.9767"));
    var treatment =
        Arms.sums(3461, List.of("2422.7", "22.7"), List.of("134698.29", "1", "1348.29"));
    var cuped = Cuped.ofMeans(Effect.Kind.RELATIVE, control, treatment).get();
    var evidence = ConfidenceSequence.of(cuped.effect(), 0.05);

    assertThat(cuped.theta()).isCloseTo(-0.0114032, DIGITS_7);
    assertThat(cuped.effect().lift()).isCloseTo(0.5033840, DIGITS_7);
    assertThat(cuped.effect().standardError()).isCloseTo(0.3334120, DIGITS_7);
    assertThat(evidence.interval().low()).isCloseTo(-0.5096942, DIGITS_7);
    assertThat(evidence.interval().high()).isCloseTo(1.5164622, DIGITS_7);
  }

  @Test
  void oneSidedSequencesBoundOneEnd() {
    var relative = Effect.relative(CONTROL, TREATMENT).get();
    var absolute = Effect.absolute(CONTROL, TREATMENT).get();

    assertThat(oneSided(relative, Alternative.GREATER).interval().low())
        .isCloseTo(-0.42356454602790883, within(1e-13));
    assertThat(oneSided(relative, Alternative.LESS).interval().high())
        .isCloseTo(1.4302867177403806, within(1e-13));
    assertThat(oneSided(absolute, Alternative.GREATER).interval().low())
        .isCloseTo(-0.12656844172804982, within(1e-13));
    // GrowthBook searches for it by bisection, which there ends within half of 1/4096 of it
    assertThat(oneSided(absolute, Alternative.GREATER).pValue())
        .isCloseTo(0.46316491943359384, within(0.5 / 4096));
    assertThat(oneSided(absolute, Alternative.LESS).pValue()).isEqualTo(1);
  }

  @Test
  void thePValueIsAlphaWhereTheIntervalEnds() {
    for (double alpha : new double[] {1e-6, 0.01, 0.05, 0.2}) {
      var effect = effect(0.035, 0.01, 10_000);
      var both = ConfidenceSequence.of(effect, 0, Alternative.TWO_SIDED, 5000, alpha);
      var above = ConfidenceSequence.of(effect, 0, Alternative.GREATER, 5000, alpha);

      assertThat(
              ConfidenceSequence.of(
                      effect, both.interval().low(), Alternative.TWO_SIDED, 5000, alpha)
                  .pValue())
          .isCloseTo(alpha, within(alpha * 1e-9));
      assertThat(
              ConfidenceSequence.of(
                      effect, above.interval().low(), Alternative.GREATER, 5000, alpha)
                  .pValue())
          .isCloseTo(alpha, within(alpha * 1e-9));
    }
  }

  @Test
  void itIsTightestNearTheUnitsItIsTunedFor() {
    var effect = Effect.relative(CONTROL, TREATMENT).get();

    double near = width(effect, 6461);
    double above = width(effect, 10_000);
    double below = width(effect, 10);
    assertThat(near).isLessThan(above).isLessThan(below);
    assertThat(above).isLessThan(below);
  }

  @Test
  void anOverwhelmingEffectHasAPValueOfZeroAndNotNaN() {
    assertThat(ConfidenceSequence.of(effect(1, 1e-300, 1000), 0.05).pValue()).isZero();
    assertThat(oneSided(effect(1, 1e-300, 1000), Alternative.GREATER).pValue()).isZero();
  }

  @Test
  void anAlphaThatMakesNoSenseIsRefused() {
    var effect = effect(1, 1, 1000);

    assertThatThrownBy(() -> ConfidenceSequence.of(effect, 0, Alternative.LESS, 5000, 0.5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ConfidenceSequence.of(effect, 0, Alternative.TWO_SIDED, 0, 0.05))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Evidence oneSided(Effect effect, Alternative alternative) {
    return ConfidenceSequence.of(effect, 0, alternative, 5000, 0.05);
  }

  private static Effect effect(double lift, double error, long units) {
    return new Effect(Effect.Kind.ABSOLUTE, lift, error, units - 2, units, 1);
  }

  private static double width(Effect effect, long tunedFor) {
    return halfWidth(ConfidenceSequence.of(effect, 0, Alternative.TWO_SIDED, tunedFor, 0.05));
  }

  private static double halfWidth(Evidence evidence) {
    return (evidence.interval().high() - evidence.interval().low()) / 2;
  }
}
