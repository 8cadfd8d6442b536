package dev.forktail.statistics.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.estimate.Effect;
import dev.forktail.statistics.inference.NormalPrior;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Held against the values that GrowthBook's and Spotify's tests publish.
final class PlanTest {
  private static final Offset<Double> DIGITS_5 = within(5.1e-6);

  private static final Untreated CONVERSION = new Untreated.OfMean(0.1, 0.1 * 0.9);
  private static final Untreated REVENUE = new Untreated.OfMean(0.1, 0.5);
  private static final Untreated HEAVY = new Untreated.OfMean(10, 3909.9997749994377);
  private static final Rule AT_THE_END = new Rule.AtTheEnd(0.05);
  private static final Rule BY_ERROR = new Rule.AtAnyTimeByError(0.05, 5_000);

  @Test
  void powerAndDetectableLiftOfOneLook() {
    var plan = relative(HEAVY, AT_THE_END);

    assertThat(plan.power(0.05, 400_000)).isCloseTo(0.52144, within(4e-5));
    assertThat(plan.detectableLift(0.8, 400_000).get()).isCloseTo(0.07027, DIGITS_5);
  }

  @Test
  void powerAndDetectableLiftOfManyLooksAsGrowthBookPlansThem() {
    var plan = relative(HEAVY, BY_ERROR);

    assertThat(plan.power(0.05, 400_000)).isCloseTo(0.20596, DIGITS_5);
    assertThat(plan.detectableLift(0.8, 400_000).get()).isCloseTo(0.12821, DIGITS_5);
  }

  @Test
  void nineWeeksOfPower() {
    double[] conversion = {
      0.073, 0.0965, 0.1204, 0.14458, 0.16895, 0.19342, 0.21791, 0.24235, 0.26666
    };
    double[] revenue = {
      0.17053, 0.29389, 0.41122, 0.51749, 0.61037, 0.68938, 0.75513, 0.80886, 0.85213
    };
    assertPower(relative(CONVERSION, AT_THE_END), 0.05, conversion);
    assertPower(relative(REVENUE, AT_THE_END), 0.3, revenue);
  }

  @Test
  void nineWeeksOfDetectableLifts() {
    double[] conversion = {
      0.36767, 0.24505, 0.19525, 0.16673, 0.14774, 0.13394, 0.12336, 0.11491, 0.10796
    };
    double[] revenue = {
      1.26769, 0.71941, 0.54299, 0.4506, 0.39208, 0.35099, 0.32018, 0.29603, 0.27647
    };
    assertDetectable(relative(CONVERSION, AT_THE_END), conversion);
    assertDetectable(relative(REVENUE, AT_THE_END), revenue);
  }

  @Test
  void nineWeeksOfManyLooks() {
    double[] power = {
      0.09832, 0.14992, 0.19972, 0.24784, 0.29426, 0.33888, 0.38165, 0.42249, 0.46136
    };
    double[] lift = {4.33868, 1.51846, 1.04943, 0.84084, 0.71862, 0.63663, 0.577, 0.53123, 0.49473};
    assertPower(relative(REVENUE, BY_ERROR), 0.3, power);
    assertDetectable(relative(REVENUE, BY_ERROR), lift);
  }

  @Test
  void nineWeeksWithAPrior() {
    var rule = new Rule.ByPosterior(0.05, new NormalPrior(0.2, 0.3));
    double[] conversion = {
      0.0752, 0.10103, 0.12581, 0.15048, 0.17516, 0.19984, 0.22446, 0.24899, 0.27334
    };
    double[] revenue = {
      0.15127, 0.29358, 0.41893, 0.52858, 0.62241, 0.70103, 0.7657, 0.81807, 0.8599
    };
    assertPower(relative(CONVERSION, rule), 0.05, conversion);
    assertPower(relative(REVENUE, rule), 0.3, revenue);
  }

  @Test
  void theDetectableLiftSolvesTheQuadraticEquation() {
    double k = 1.959963984540054 + 0.8416212335729143;
    double s2 = 3909.9997749994377 * 3 / 400_000;
    double a = 1 - k * k * s2 / 100;
    double c = 100 - k * k * s2;
    double root = (20 + Math.sqrt(400 - 4 * a * c)) / (2 * a);

    assertThat(relative(HEAVY, AT_THE_END).detectableLift(0.8, 400_000).get())
        .isCloseTo(root / 10 - 1, within(1e-6));
  }

  @Test
  void sampleSizes() {
    var share = absolute(new Untreated.OfProportion(0.1));
    assertThat(share.units(0.8, 0.005)).isEqualTo(Answer.of(2 * 57_760L));

    // Spotify's come from G*Power, which counts a unit or two more (Student's distribution).
    var mean = absolute(new Untreated.OfMean(5, 100));
    assertThat(mean.units(0.85, 0.3).get() / 39_906.0).isCloseTo(1, within(1e-4));
    var third = absolute(new Untreated.OfProportion(0.34));
    assertThat(third.units(0.85, 0.003).get() / 897_348.0).isCloseTo(1, within(1e-5));
  }

  @Test
  void theSampleSizeHasThePowerItWasMadeFor() {
    for (var rule : new Rule[] {AT_THE_END, BY_ERROR, new Rule.AtAnyTime(0.05, 5_000)}) {
      var plan = new Plan(CONVERSION, Effect.Kind.RELATIVE, new Split(0.2, 0.5), rule);
      long units = plan.units(0.8, 0.1).get();

      assertThat(plan.power(0.1, (double) units))
          .isGreaterThanOrEqualTo(0.8)
          .isCloseTo(0.8, within(1e-3));
      assertThat(plan.detectableLift(0.8, (double) units).get()).isCloseTo(0.1, within(1e-4));
    }
  }

  @Test
  void theLastOfManyLooksNeedsFewerUnitsThanGrowthBookPlans() {
    long last = relative(REVENUE, new Rule.AtAnyTime(0.05, 5_000)).units(0.8, 0.3).get();
    long planned = relative(REVENUE, BY_ERROR).units(0.8, 0.3).get();
    long fixed = relative(REVENUE, AT_THE_END).units(0.8, 0.3).get();

    assertThat(last).isLessThan(planned).isGreaterThan(fixed);
    assertThat(planned / (double) last).isBetween(1.2, 1.5);
  }

  @Test
  void runTimeIsInWholeDays() {
    var plan = absolute(new Untreated.OfProportion(0.1));

    assertThat(plan.days(0.8, 0.005, 10_000)).isEqualTo(Answer.of(12L));
    assertThatThrownBy(() -> plan.days(0.8, 0.005, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatNoUnitsCanShowSaysSo() {
    assertThat(relative(REVENUE, AT_THE_END).units(0.8, 0))
        .isEqualTo(Answer.unknown(Reason.UNREACHABLE));
    assertThat(relative(REVENUE, AT_THE_END).detectableLift(0.8, 300))
        .isEqualTo(Answer.unknown(Reason.UNREACHABLE));
    assertThat(absolute(new Untreated.OfProportion(0.9)).detectableLift(0.8, 10))
        .isEqualTo(Answer.unknown(Reason.UNREACHABLE));
  }

  @Test
  void aPlanThatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> relative(new Untreated.OfMean(0, 1), AT_THE_END))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Untreated.OfProportion(1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Split(0.6, 0.5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rule.AtTheEnd(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> relative(REVENUE, AT_THE_END).units(1, 0.1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertPower(Plan plan, double lift, double[] weeks) {
    for (int week = 1; week <= weeks.length; week++) {
      assertThat(plan.power(lift, 4_500 * week))
          .as("%d", week)
          .isCloseTo(weeks[week - 1], DIGITS_5);
    }
  }

  private static void assertDetectable(Plan plan, double[] weeks) {
    for (int week = 1; week <= weeks.length; week++) {
      assertThat(plan.detectableLift(0.8, 4_500 * week).get())
          .as("%d", week)
          .isCloseTo(weeks[week - 1], within(3e-5)); // the lower tail is left out there
    }
  }

  private static Plan relative(Untreated untreated, Rule rule) {
    return new Plan(untreated, Effect.Kind.RELATIVE, Split.equal(3), rule);
  }

  private static Plan absolute(Untreated untreated) {
    return new Plan(untreated, Effect.Kind.ABSOLUTE, Split.HALVES, AT_THE_END);
  }
}
