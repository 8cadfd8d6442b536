package dev.forktail.statistics.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Arms;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.inference.ConfidenceSequence;
import dev.forktail.statistics.inference.WelchTest;
import dev.forktail.statistics.sums.Sums;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CupedTest {
  private static final Offset<Double> DIGITS_5 = within(5.1e-6);

  /// Post and pre with `numpy.cov` of 8 + 8 units; see the values in the tests.
  private static final Sums CONTROL =
      Arms.sums(
          unit(10, 9),
          unit(12, 11),
          unit(9, 8),
          unit(15, 13),
          unit(8, 9),
          unit(11, 10),
          unit(14, 12),
          unit(13, 13));

  private static final Sums TREATMENT =
      Arms.sums(
          unit(12, 10),
          unit(13, 11),
          unit(10, 8),
          unit(16, 13),
          unit(11, 9),
          unit(12, 11),
          unit(15, 12),
          unit(16, 14));

  /// The vector of GrowthBook's tests: numerator and denominator, in and before the experiment.
  @Test
  void aRatioAgreesWithGrowthBook() {
    var control =
        Arms.shifted(
            10,
            100,
            List.of(
                "485.112236689623", "679.9093275844917", "192.59138069991536", "290.1398399750233"),
            List.of(
                "2715.484666118136",
                "3602.146836776702",
                "1113.6215759318352",
                "1559.2878434944676",
                "4939.424001640236",
                "1460.3181079276983",
                "2130.9404074446747",
                "460.076026390857",
                "634.239482353647",
                "920.9461385038898"));
    var treatment =
        Arms.shifted(
            10,
            100,
            List.of(
                "514.7757826608777",
                "705.4090874383759",
                "206.94157227402536",
                "302.54389139107326"),
            List.of(
                "2994.897482705013",
                "3918.1561431600717",
                "1237.0953021125997",
                "1701.0287270040265",
                "5291.36604146392",
                "1604.0759503266522",
                "2292.081739775257",
                "514.2903702246757",
                "698.4173425817908",
                "994.4506208125663"));

    var effect = Cuped.ofRatios(Effect.Kind.RELATIVE, control, treatment).get().effect();
    var welch = WelchTest.of(effect, 0.05);
    var sequence = ConfidenceSequence.of(effect, 0.05);

    assertThat(effect.lift()).isCloseTo(-0.0007, DIGITS_5);
    assertThat(effect.standardError()).isCloseTo(0.00391, DIGITS_5);
    assertThat(welch.pValue()).isCloseTo(0.85771, DIGITS_5);
    assertThat(welch.interval().low()).isCloseTo(-0.00841, DIGITS_5);
    assertThat(welch.interval().high()).isCloseTo(0.00700, DIGITS_5);
    assertThat(sequence.interval().low()).isCloseTo(-0.02063, DIGITS_5);
    assertThat(sequence.interval().high()).isCloseTo(0.01923, DIGITS_5);
    assertThat(sequence.pValue()).isEqualTo(1);
  }

  @Test
  void anAbsoluteLiftIsThatOfTheAdjustedMeans() {
    var cuped = Cuped.ofMeans(Effect.Kind.ABSOLUTE, CONTROL, TREATMENT).get();

    // numpy: theta = cov(post, pre)[0, 1] / var(pre, ddof=1) over all 16, and per arm
    // var(post) + theta² var(pre) - 2 theta cov
    assertThat(cuped.theta()).isCloseTo(1.1745120551090702, within(1e-13));
    assertThat(cuped.effect().lift()).isCloseTo(1.1845579793340981, within(1e-13));
    assertThat(cuped.effect().standardError()).isCloseTo(0.394819693269859, within(1e-13));
    assertThat(cuped.effect().degreesOfFreedom()).isCloseTo(12.185899114940897, within(1e-11));
    assertThat(cuped.effect().baseline()).isEqualTo(11.5);
    assertThat(cuped.varianceLeft()).isCloseTo(0.11067416863198112, within(1e-13));
  }

  @ParameterizedTest
  @EnumSource
  void withoutAnythingBeforeItIsTheUnadjustedEffect(Effect.Kind kind) {
    var control = Arms.sums(unit(1, 5), unit(2, 5), unit(4, 5));
    var treatment = Arms.sums(unit(2, 5), unit(2, 5), unit(5, 5));

    var cuped = Cuped.ofMeans(kind, control, treatment).get();
    var plain = Effect.of(kind, Mean.of(control).get(), Mean.of(treatment).get()).get();

    assertThat(cuped.theta()).isZero();
    assertThat(cuped.varianceLeft()).isCloseTo(1, within(1e-15));
    assertThat(cuped.effect().lift()).isCloseTo(plain.lift(), within(1e-15));
    assertThat(cuped.effect().standardError()).isCloseTo(plain.standardError(), within(1e-15));
    assertThat(cuped.effect().degreesOfFreedom())
        .isCloseTo(plain.degreesOfFreedom(), within(1e-12));
  }

  @ParameterizedTest
  @EnumSource
  void aRatioWithoutAnythingBeforeIsTheUnadjustedEffect(Effect.Kind kind) {
    var control = Arms.sums(unit(1, 5, 0, 0), unit(2, 4, 0, 0), unit(4, 5, 0, 0));
    var treatment = Arms.sums(unit(2, 5, 0, 0), unit(2, 6, 0, 0), unit(5, 5, 0, 0));

    var cuped = Cuped.ofRatios(kind, control, treatment).get();
    var plain = Effect.of(kind, ratio(control), ratio(treatment)).get();

    assertThat(cuped.theta()).isZero();
    assertThat(cuped.effect().lift()).isCloseTo(plain.lift(), within(1e-15));
    assertThat(cuped.effect().standardError()).isCloseTo(plain.standardError(), within(1e-15));
  }

  @Test
  void whatCannotBeAdjustedSaysWhy() {
    var explained = Arms.sums(unit(2, 1), unit(4, 2), unit(8, 4));
    assertThat(Cuped.ofMeans(Effect.Kind.ABSOLUTE, explained, explained))
        .isEqualTo(Answer.unknown(Reason.ZERO_VARIANCE));
    var zero = Arms.sums(unit(1, 1), unit(-1, 2));
    assertThat(Cuped.ofMeans(Effect.Kind.RELATIVE, zero, TREATMENT))
        .isEqualTo(Answer.unknown(Reason.ZERO_BASELINE));
    assertThat(Cuped.ofMeans(Effect.Kind.ABSOLUTE, Sums.none(2), TREATMENT))
        .isEqualTo(Answer.unknown(Reason.TOO_FEW_UNITS));
    assertThatThrownBy(() -> Cuped.ofRatios(Effect.Kind.ABSOLUTE, CONTROL, TREATMENT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Estimate ratio(Sums sums) {
    var products = sums.products();
    return Ratio.of(
            new Sums(
                sums.units(),
                sums.totals().subList(0, 2),
                List.of(products.get(0), products.get(1), products.get(4))))
        .get();
  }

  private static double[] unit(double... values) {
    return values;
  }
}
