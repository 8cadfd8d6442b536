package dev.forktail.statistics.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forktail.statistics.Arms;
import dev.forktail.statistics.estimate.Effect;
import dev.forktail.statistics.estimate.Estimate;
import dev.forktail.statistics.estimate.Mean;
import dev.forktail.statistics.estimate.Proportion;
import dev.forktail.statistics.estimate.Ratio;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Held against what GrowthBook's, Spotify's and SciPy's own tests publish.
final class WelchTestTest {
  private static final Offset<Double> DIGITS_7 = within(5e-8);
  private static final Offset<Double> DIGITS_5 = within(5e-6);

  private static final Estimate CONTROL = Arms.mean(3407, "1396.87", "52377.9767");
  private static final Estimate TREATMENT = Arms.mean(3461, "2422.7", "134698.29");

  @Test
  void aRelativeLiftOfMeans() {
    var effect = Effect.relative(CONTROL, TREATMENT).get();
    var evidence = WelchTest.of(effect, 0.05);

    assertThat(effect.lift()).isCloseTo(0.7073171, DIGITS_7);
    assertThat(effect.standardError()).isCloseTo(0.3787944, DIGITS_7);
    assertThat(effect.degreesOfFreedom()).isCloseTo(5841.7420, within(5e-5));
    assertThat(evidence.pValue()).isCloseTo(0.0619118, DIGITS_7);
    assertInterval(evidence, -0.0352601, 1.4498942);
  }

  @Test
  void anAbsoluteLiftOfMeans() {
    var effect = Effect.absolute(CONTROL, TREATMENT).get();
    var evidence = WelchTest.of(effect, 0.05);

    assertThat(effect.lift()).isCloseTo(0.29, DIGITS_7);
    assertThat(effect.standardError()).isCloseTo(0.1247836, DIGITS_7);
    assertThat(evidence.pValue()).isCloseTo(0.0201584, DIGITS_7);
    assertInterval(evidence, 0.0453779, 0.5346221);
  }

  @Test
  void aRelativeLiftOfSmallProportions() {
    var effect = Effect.relative(Proportion.of(14, 28).get(), Proportion.of(16, 30).get()).get();
    var evidence = WelchTest.of(effect, 0.05);

    assertThat(effect.lift()).isCloseTo(0.0666667, DIGITS_7);
    assertThat(effect.standardError()).isCloseTo(0.2716986, DIGITS_7);
    assertThat(effect.degreesOfFreedom()).isCloseTo(55.70745, DIGITS_5);
    assertThat(evidence.pValue()).isCloseTo(0.8070717, DIGITS_7);
    assertInterval(evidence, -0.4776740, 0.6110074);
  }

  @Test
  void aRelativeLiftOfProportionsAsPostHogHasIt() {
    var effect =
        Effect.relative(Proportion.of(87, 1529).get(), Proportion.of(62, 1471).get()).get();

    assertThat(effect.lift()).isCloseTo(-0.2592575, DIGITS_7);
    assertThat(WelchTest.of(effect, 0.05).pValue()).isCloseTo(0.0309607, DIGITS_7);
  }

  /// Revenue per buyer, where the denominator is 1 for a buyer and 0 for others.
  @Test
  void aRelativeLiftOfRatiosAsPostHogHasIt() {
    var control =
        Arms.shifted(
            12,
            1966,
            List.of("94605.79858780127", "936"),
            List.of("10463129.505392816", "94605.79858780127", "936"));
    var treatment =
        Arms.shifted(
            12,
            2034,
            List.of("99673.9364269569", "947"),
            List.of("11298745.182728939", "99673.9364269569", "947"));
    var effect = Effect.relative(Ratio.of(control).get(), Ratio.of(treatment).get()).get();

    assertThat(effect.lift()).isCloseTo(0.0413332, DIGITS_7);
    assertThat(effect.standardError()).isCloseTo(0.0140506, DIGITS_7);
    assertThat(WelchTest.of(effect, 0.05).pValue()).isCloseTo(0.0032827, DIGITS_7);
  }

  /// PostHog's mean of 2,507 control and 2,461 treatment units.
  @Test
  void aRelativeLiftOfMeansAsPostHogHasIt() {
    var effect =
        Effect.relative(
                Arms.mean(2507, "1196.87", "37377.9767"), Arms.mean(2461, "1922.7", "94698.29"))
            .get();
    var evidence = WelchTest.of(effect, 0.05);

    assertThat(effect.lift()).isCloseTo(0.636467, within(5e-7));
    assertThat(evidence.pValue()).isCloseTo(0.08487, within(5e-5));
    assertThat(evidence.interval().low()).isCloseTo(-0.0875, within(5e-5));
    assertThat(evidence.interval().high()).isCloseTo(1.36048, within(5e-5));
  }

  @Test
  void oneSidedTestsBoundOneEnd() {
    var control = Arms.mean(3000, "1396.87", "52377.9767");
    var relative = Effect.relative(control, TREATMENT).get();
    var absolute = Effect.absolute(control, TREATMENT).get();

    var greater = WelchTest.of(relative, 0, Alternative.GREATER, 0.05);
    assertThat(greater.pValue()).isCloseTo(0.06558262868467746, within(1e-13));
    assertThat(greater.interval().low()).isCloseTo(-0.045136675850396046, within(1e-12));
    assertThat(greater.interval().high()).isInfinite();
    var less = WelchTest.of(relative, 0, Alternative.LESS, 0.05);
    assertThat(less.pValue()).isCloseTo(0.9344173713153225, within(1e-13));
    assertThat(less.interval().high()).isCloseTo(1.0518588475628676, within(1e-12));
    assertThat(less.interval().low()).isInfinite();

    assertThat(WelchTest.of(absolute, 0, Alternative.GREATER, 0.05).pValue())
        .isCloseTo(0.03554272489873023, within(1e-13));
    assertThat(WelchTest.of(absolute, 0, Alternative.LESS, 0.05).interval().high())
        .isCloseTo(0.44796185327007765, within(1e-12));
  }

  @Test
  void aTestOfLargeArmsIsSymmetricAndAgreesWithSpotify() {
    var control = Arms.mean(48_351, "1438602", "73305810");
    var treatment = Arms.mean(50_571, "1521974", "78621210");

    double there = WelchTest.of(Effect.absolute(control, treatment).get(), 0.05).pValue();
    double back = WelchTest.of(Effect.absolute(treatment, control).get(), 0.05).pValue();

    assertThat(there).isEqualTo(back).isCloseTo(0.03334, within(0.0003));
  }

  /// `scipy.stats.ttest_ind(b, a, equal_var=False)` and its `confidence_interval()`.
  @Test
  void rawValuesAgreeWithSciPy() {
    var control =
        Mean.of(
                Arms.sums(
                    27.5, 21, 19, 23.6, 17, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19, 21.7,
                    21.4))
            .get();
    var treatment =
        Mean.of(
                Arms.sums(
                    27.1, 22, 20.8, 23.4, 23.4, 23.5, 25.8, 22, 24.8, 20.2, 21.9, 22.1, 22.9, 30.4,
                    24.3))
            .get();
    var effect = Effect.absolute(control, treatment).get();
    var evidence = WelchTest.of(effect, 0.05);

    assertThat(effect.degreesOfFreedom()).isCloseTo(27.858236406808906, within(1e-12));
    assertThat(evidence.pValue()).isCloseTo(0.008136873684763209, within(1e-15));
    assertThat(evidence.interval().low()).isCloseTo(0.7926025937202135, within(1e-12));
    assertThat(evidence.interval().high()).isCloseTo(4.8473974062797875, within(1e-12));
  }

  /// `2 * scipy.stats.t.sf(t, df)`; where 1 - cdf would be 0.
  @Test
  void tinyPValuesAreExact() {
    assertThat(pValue(12, 30))
        .isCloseTo(5.580185415199261e-13, within(5.580185415199261e-13 * 1e-12));
    assertThat(pValue(40, 5841.7))
        .isCloseTo(1.882358615563193e-309, within(1.882358615563193e-309 * 1e-11));
    assertThat(pValue(30, 1e9))
        .isCloseTo(9.81541968796805e-198, within(9.81541968796805e-198 * 1e-6));
    assertThat(pValue(1e200, 3)).isZero();
  }

  @Test
  void thePValueIsAlphaWhereTheIntervalEnds() {
    var random = new SplittableRandom(7);
    for (int i = 0; i < 500; i++) {
      double freedom = 1 + Math.pow(10, random.nextDouble(-1, 8));
      double alpha = random.nextDouble(1e-6, 0.5);
      var effect = new Effect(Effect.Kind.ABSOLUTE, 1, 2, freedom, 10, 1);
      var interval = WelchTest.of(effect, alpha).interval();

      double atEnd = WelchTest.of(effect, interval.high(), Alternative.TWO_SIDED, 0.05).pValue();
      assertThat(atEnd).as("df %s alpha %s", freedom, alpha).isCloseTo(alpha, within(alpha * 1e-7));
    }
  }

  @Test
  void anAlphaThatIsNoShareIsRefused() {
    var effect = Effect.absolute(CONTROL, TREATMENT).get();

    for (double alpha : new double[] {0, 1, -0.1, Double.NaN}) {
      assertThatThrownBy(() -> WelchTest.of(effect, alpha))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static double pValue(double t, double freedom) {
    return WelchTest.of(new Effect(Effect.Kind.ABSOLUTE, t, 1, freedom, 10, 1), 0.05).pValue();
  }

  private static void assertInterval(Evidence evidence, double low, double high) {
    assertThat(evidence.interval().low()).isCloseTo(low, DIGITS_7);
    assertThat(evidence.interval().high()).isCloseTo(high, DIGITS_7);
  }
}
