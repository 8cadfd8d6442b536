package dev.forktail.engine.result.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forktail.engine.metric.Direction;
import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.Quantity;
import dev.forktail.engine.result.RunTotals.MetricRow;
import dev.forktail.engine.result.report.MetricReport.Comparison;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.inference.NonInferiority.Finding;
import dev.forktail.statistics.sums.Sums;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Numbers of totals whose results are known: by gbstats and PostHog (statistics.md), or by hand.
final class ResultReportTest {
  private static final Offset<Double> DIGITS = within(5e-8);
  private static final Metric ORDERS = Given.orders();
  private static final Metric REVENUE = Given.revenue();

  @Test
  void aMeanIsComparedByWelch() {
    var report = revenues(3407).report();
    var lift = comparison(report).relative().get();
    var fixed = lift.fixed().orElseThrow();

    assertThat(lift.effect().lift()).isCloseTo(0.7073171, DIGITS);
    assertThat(lift.effect().standardError()).isCloseTo(0.3787944, DIGITS);
    assertThat(lift.effect().degreesOfFreedom()).isCloseTo(5841.7420, within(5e-5));
    assertThat(fixed.pValue()).isCloseTo(0.0619118, DIGITS);
    assertThat(fixed.interval().low()).isCloseTo(-0.0352601, DIGITS);
    assertThat(fixed.interval().high()).isCloseTo(1.4498942, DIGITS);
  }

  @Test
  void theAbsoluteLiftIsInTheMetricsUnit() {
    var lift = comparison(revenues(3407).report()).absolute().get();

    assertThat(lift.effect().lift()).isCloseTo(0.29, within(5e-8));
    assertThat(lift.fixed().orElseThrow().pValue()).isCloseTo(0.0201584, DIGITS);
  }

  @Test
  void aMeanHasAnIntervalForLookingAtAnyTime() {
    var sequential =
        comparison(revenues(3000).report(tunedFor(1_000))).relative().get().sequential();

    assertThat(sequential.interval().low()).isCloseTo(-0.5584405, DIGITS);
    assertThat(sequential.interval().high()).isCloseTo(1.5651627, DIGITS);
    assertThat(sequential.pValue()).isEqualTo(1);
  }

  @Test
  void aProportionHasAnIntervalForLookingAtAnyTime() {
    var report =
        Given.aAndB().goal(ORDERS).share(ORDERS, "A", 1396, 3000).share(ORDERS, "B", 2422, 3461);
    var lift = comparison(report.report()).relative().get();

    assertThat(lift.effect().lift()).isCloseTo(0.5038634, DIGITS);
    assertThat(lift.sequential().interval().low()).isCloseTo(0.4009785, DIGITS);
    assertThat(lift.sequential().interval().high()).isCloseTo(0.6067482, DIGITS);
    assertThat(lift.sequential().pValue()).isCloseTo(5.17e-44, within(5e-47));
  }

  @Test
  void chanceAndRiskAreThoseOfTheWantedDirection() {
    var up = comparison(hundreds(ORDERS).report()).relative().get();
    var down = comparison(hundreds(with(ORDERS, Direction.DOWN)).report()).relative().get();

    assertThat(up.chanceToWin()).isCloseTo(0.6091813, DIGITS);
    assertThat(up.controlRisk()).isCloseTo(0.0813958, DIGITS);
    assertThat(up.treatmentRisk()).isCloseTo(0.0405795, DIGITS);
    assertThat(down.chanceToWin()).isCloseTo(1 - 0.6091813, DIGITS);
    assertThat(down.controlRisk()).isCloseTo(0.0405795, DIGITS);
    assertThat(down.treatmentRisk()).isCloseTo(0.0813958, DIGITS);
  }

  @Test
  void aRatioIsThatOfTheTotals() {
    var metric =
        Metric.of(
            "basket",
            new Quantity.Ratio(
                new Quantity.Sum(Measure.of("Order Completed", "revenue")),
                new Quantity.Count(Measure.of("Order Completed"))));
    var given = Given.aAndB().goal(metric).units("A", 200).units("B", 200);
    for (var arm : List.of("A", "B")) {
      var sums = Sums.none(2);
      for (int unit = 0; unit < 200; unit++) {
        sums = sums.plus(Sums.ofUnit((unit % 5) * 30_000L, (unit % 5) * 10_000L));
      }
      given.row(metric, new MetricRow(Given.FIRST, arm, null, null, sums));
    }
    var values = given.report().metrics().getFirst().arms();

    assertThat(values.getLast().estimate().get().value()).isEqualTo(3);
  }

  @Test
  void pValuesAreCorrectedOverGoalsAndArmsWithoutGuardrails() {
    var other = Metric.of("signups", new Quantity.Conversion(Measure.of("Signed Up")));
    var report =
        hundreds(ORDERS)
            .goal(other)
            .guardrail(REVENUE)
            .share(other, Given.FIRST, "A", 40, 100)
            .share(other, Given.FIRST, "B", 60, 100)
            .row(REVENUE, new MetricRow(Given.FIRST, "A", null, null, revenue()))
            .row(REVENUE, new MetricRow(Given.FIRST, "B", null, null, revenue()))
            .report();
    var goal = report.metrics().get(1).comparisons().getFirst();
    double raw = goal.relative().get().fixed().orElseThrow().pValue();

    assertThat(goal.correctedFixed().orElseThrow().holm()).isEqualTo(2 * raw);
    assertThat(goal.correctedFixed().orElseThrow().benjaminiHochberg()).isEqualTo(2 * raw);
    assertThat(report.metrics().getLast().comparisons().getFirst().corrected()).isEmpty();
  }

  @Test
  void aGuardrailIsJudgedByItsMargin() {
    var given = Given.aAndB().guardrail(ORDERS);
    given.share(ORDERS, "A", 50_000, 100_000).share(ORDERS, "B", 45_000, 100_000);

    assertThat(comparison(given.report()).guardrail().orElseThrow().get().finding())
        .isEqualTo(Finding.HARMFUL);
  }

  @Test
  void banditsHaveNoFixedHorizonAndNoExpectedShares() {
    var report = hundreds(ORDERS).dealtBy("bandit").report();

    assertThat(comparison(report).relative().get().fixed()).isEmpty();
    assertThat(comparison(report).correctedFixed()).isEmpty();
    assertThat(report.sampleRatio().sequential()).isEqualTo(Answer.unknown(Reason.CHANGING_SHARES));
  }

  @Test
  void whatCannotBeComputedHasAReason() {
    var noOrders = Given.aAndB().goal(ORDERS).share(ORDERS, "A", 0, 500).share(ORDERS, "B", 3, 500);
    var few = Given.aAndB().goal(ORDERS).share(ORDERS, "A", 1, 20).share(ORDERS, "B", 3, 20);
    var nothing = Given.aAndB().goal(ORDERS);

    assertThat(comparison(noOrders.report()).relative())
        .isEqualTo(Answer.unknown(Reason.ZERO_BASELINE));
    assertThat(comparison(few.report()).relative()).isEqualTo(Answer.unknown(Reason.TOO_FEW_UNITS));
    assertThat(comparison(nothing.report()).relative())
        .isEqualTo(Answer.unknown(Reason.TOO_FEW_UNITS));
  }

  @Test
  void theSeriesAddsDayToDayAndLeavesDaysToComeOut() {
    var given = Given.aAndB().goal(ORDERS);
    given.share(ORDERS, "A", 49, 100).share(ORDERS, "B", 51, 100);
    var second = Given.FIRST.plusDays(1);
    given.share(ORDERS, second, "A", 51, 100).share(ORDERS, second, "B", 49, 100);
    var later = LocalDate.parse("2026-11-11");
    given.share(ORDERS, later, "A", 0, 100).share(ORDERS, later, "B", 100, 100);
    var series = comparison(given.report()).series();

    assertThat(series).hasSize(10);
    assertThat(series.getFirst().day()).isEqualTo(Given.FIRST);
    assertThat(series.getFirst().lift().get().lift()).isCloseTo(0.0408163, DIGITS);
    assertThat(series.get(1).lift().get().lift()).isZero();
    assertThat(series.getLast().lift().get().lift()).isZero();
  }

  @Test
  void partsAreCorrectedTogether() {
    var given = hundreds(ORDERS);
    for (var value : List.of("Chrome", "Safari")) {
      given.share(ORDERS, "browser", value, "A", 300, 1_000);
      given.share(ORDERS, "browser", value, "B", 600, 1_000);
    }
    var parts = given.report().metrics().getFirst().breakdown();

    assertThat(parts)
        .extracting(part -> part.stratum().value())
        .containsExactly("Chrome", "Safari");
    double raw = parts.getFirst().relative().get().sequential().pValue();
    assertThat(parts.getFirst().corrected().orElseThrow().holm())
        .isEqualTo(Math.min(1, 2 * raw))
        .isLessThan(0.05);
  }

  @Test
  void powerAndWhatIsLeftAreThoseOfTheSmallestEffectThatMatters() {
    var given = Given.aAndB().goal(ORDERS);
    given.share(ORDERS, "A", 1_000, 10_000).share(ORDERS, "B", 1_010, 10_000);
    given
        .units(LocalDate.parse("2026-11-08"), "A", 700)
        .units(LocalDate.parse("2026-11-09"), "B", 700);
    var outlook = comparison(given.report()).outlook().get();
    long left = outlook.unitsLeft().get();

    assertThat(outlook.powerNow()).isBetween(0.0, 0.2);
    assertThat(left).isGreaterThan(100_000);
    assertThat(outlook.daysLeft().get()).hasValue((long) Math.ceil(left / (1_400 / 7.0)));
  }

  @Test
  void aReportSaysHowOldItIs() {
    var report = hundreds(ORDERS).report();

    assertThat(report.age()).isEqualTo(Duration.ofMillis(250));
    assertThat(report.multiple()).isEqualTo(7);
    assertThat(report.machines()).isEqualTo(2);
    assertThat(report.units()).isEqualTo(200);
  }

  private static Given hundreds(Metric metric) {
    return Given.aAndB().goal(metric).share(metric, "A", 49, 100).share(metric, "B", 51, 100);
  }

  private static Given revenues(long controls) {
    return Given.aAndB()
        .goal(REVENUE)
        .mean(REVENUE, "A", controls, "1396.87", "52377.9767")
        .mean(REVENUE, "B", 3461, "2422.7", "134698.29");
  }

  private static Sums revenue() {
    return Given.sums(100, "100", "1002.25");
  }

  private static ReportSettings tunedFor(long units) {
    return new ReportSettings(0.05, units, null, 0.8, 0.001, 100);
  }

  static Metric with(Metric metric, Direction direction) {
    return new Metric(
        metric.key(),
        metric.name(),
        "",
        metric.quantity(),
        null,
        null,
        direction,
        metric.minimumEffect(),
        metric.margin());
  }

  private static Comparison comparison(ResultReport report) {
    return report.metrics().getFirst().comparisons().getFirst();
  }
}
