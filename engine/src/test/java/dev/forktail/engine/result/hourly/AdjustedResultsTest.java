package dev.forktail.engine.result.hourly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.Quantity;
import dev.forktail.engine.result.HourlyTotals;
import dev.forktail.engine.result.RunTotals;
import dev.forktail.engine.result.RunTotals.MetricRow;
import dev.forktail.engine.result.hourly.HourlyRecord.Computed;
import dev.forktail.engine.result.hourly.memory.InMemoryHourlyRecords;
import dev.forktail.engine.result.memory.HeldResultTotals;
import dev.forktail.engine.result.report.Given;
import dev.forktail.engine.result.report.Lift;
import dev.forktail.engine.result.report.MetricReport;
import dev.forktail.engine.result.report.MetricReport.Comparison;
import dev.forktail.engine.result.report.ReportSettings;
import dev.forktail.engine.result.report.ResultReport;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.estimate.Estimate;
import dev.forktail.statistics.sums.Sums;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is computed by the hour in what a run says.
final class AdjustedResultsTest {
  private static final Instant HOUR = Given.AS_OF.minusSeconds(600);
  private static final int UNITS = 2_000;
  private static final double TRUTH = 0.05;
  private static final Metric MEDIAN =
      Metric.of("median", new Quantity.Quantile(Measure.of("Page", "millis"), 0.5));

  /// Buyers who spent much before spend much again, and 5 % more in B.
  @Test
  void whatUnitsWereBeforeMakesTheIntervalNarrow() {
    int covered = 0;
    for (int seed = 1; seed <= 50; seed++) {
      var comparison = simulated(new Random(seed));
      var plain = comparison.relative().get();
      var adjusted = comparison.adjusted().get();

      assertThat(adjusted.varianceReduction()).as("seed %d", seed).isBetween(0.6, 0.9);
      assertThat(width(adjusted.lift())).isLessThan(0.65 * width(plain));
      assertThat(adjusted.asOf()).isEqualTo(HOUR);
      covered += adjusted.lift().sequential().interval().contains(TRUTH) ? 1 : 0;
    }
    assertThat(covered).isGreaterThanOrEqualTo(47);
  }

  private static double width(Lift lift) {
    var interval = lift.fixed().orElseThrow().interval();
    return interval.high() - interval.low();
  }

  private static Comparison simulated(Random random) {
    var arms = new HashMap<String, Sums>();
    arms.put("A", units(random, 1));
    arms.put("B", units(random, 1 + TRUTH));
    var given = Given.aAndB().goal(Given.revenue()).units("A", UNITS).units("B", UNITS);
    arms.forEach(
        (arm, sums) ->
            given.row(
                Given.revenue(),
                new MetricRow(
                    Given.FIRST,
                    arm,
                    null,
                    null,
                    new Sums(UNITS, sums.totals().subList(0, 1), List.of(sums.product(0, 0))))));
    return report(
            given, new Computed(Given.revenue(), new HourlyTotals(HOUR, arms, Map.of(), null)))
        .comparisons()
        .getFirst();
  }

  /// Each spends 10 ± 2 in the long run, and each time ± 1.
  private static Sums units(Random random, double growth) {
    var sums = Sums.none(2);
    for (int i = 0; i < UNITS; i++) {
      double usual = 10 + 2 * random.nextGaussian();
      double after = growth * (usual + random.nextGaussian());
      double before = usual + random.nextGaussian() / 2;
      sums = sums.plus(Sums.ofUnit(fixed(after), fixed(before)));
    }
    return sums;
  }

  private static long fixed(double value) {
    return Math.round(value * 10_000);
  }

  @Test
  void whereAllWereAlikeBeforeNothingIsTakenOut() {
    var sums = Sums.none(2);
    for (int i = 0; i < 200; i++) {
      sums = sums.plus(Sums.ofUnit(i, 0));
    }
    var given =
        Given.aAndB()
            .goal(Given.revenue())
            .mean(Given.revenue(), "A", 200, "1.99", "0.0265")
            .mean(Given.revenue(), "B", 200, "1.99", "0.0265");
    var hourly = new HourlyTotals(HOUR, Map.of("A", sums, "B", sums), Map.of(), null);

    var comparison = report(given, new Computed(Given.revenue(), hourly)).comparisons().getFirst();

    assertThat(comparison.adjusted()).isEqualTo(Answer.unknown(Reason.NOTHING_BEFORE));
  }

  @Test
  void aQuantileIsComparedByWhatTheHourSays() {
    var quantiles =
        Map.of(
            "A", Answer.of(new Estimate(100, 40_000, 10_000)),
            "B", Answer.of(new Estimate(110, 40_000, 10_000)));
    var hourly = new HourlyTotals(HOUR, Map.of(), quantiles, null);
    var given = Given.aAndB().goal(MEDIAN).units("A", 10_000).units("B", 10_000);

    var report = report(given, new Computed(MEDIAN, hourly));

    assertThat(report.asOf()).isEqualTo(HOUR);
    assertThat(report.arms().getLast().estimate()).isEqualTo(quantiles.get("B"));
    var lift = report.comparisons().getFirst().relative().get();
    assertThat(lift.effect().lift()).isCloseTo(0.1, within(1e-12));
    // 2 and 2 of 100 and 110: sqrt(0.02² + (1.1 × 0.02)²)
    assertThat(lift.effect().standardError()).isCloseTo(0.029732, within(1e-6));
  }

  @Test
  void whatWasComputedOfAnotherDefinitionIsNotShown() {
    var other = Metric.of("median", new Quantity.Quantile(Measure.of("Page", "millis"), 0.9));
    var quantiles = Map.of("A", Answer.of(new Estimate(100, 40_000, 10_000)));
    var hourly = new HourlyTotals(HOUR, Map.of(), quantiles, null);

    var report = report(Given.aAndB().goal(MEDIAN), new Computed(other, hourly));

    assertThat(report.arms().getFirst().estimate()).isEqualTo(Answer.unknown(Reason.NOT_COMPUTED));
  }

  private static MetricReport report(Given given, Computed computed) {
    RunTotals totals = given.totals();
    var records = new InMemoryHourlyRecords();
    var run = totals.run();
    records.keep(
        new HourlyRecord(
            run.project(),
            run.experiment(),
            run.number(),
            HOUR,
            Duration.ofSeconds(1),
            1,
            List.of(computed)));
    var found =
        new TotalsWithHourly(new HeldResultTotals().hold(totals), records)
            .find(run.project(), run.experiment())
            .orElseThrow();
    return ResultReport.of(found, ReportSettings.standard(), Given.AS_OF).metrics().getFirst();
  }
}
