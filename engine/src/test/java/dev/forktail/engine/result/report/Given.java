package dev.forktail.engine.result.report;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.MetricKey;
import dev.forktail.engine.metric.Quantity;
import dev.forktail.engine.result.HourlyTotals;
import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.RunTotals;
import dev.forktail.engine.result.RunTotals.MetricRow;
import dev.forktail.engine.result.RunTotals.MetricTotals;
import dev.forktail.engine.result.RunTotals.UnitRow;
import dev.forktail.statistics.sums.Sums;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Totals of a run as a test writes them down: begun on 1 November, known up to noon of the 10th.
public final class Given {
  public static final Instant STARTED = Instant.parse("2026-11-01T00:00:00Z");
  public static final Instant AS_OF = Instant.parse("2026-11-10T12:00:00Z");
  public static final LocalDate FIRST = LocalDate.parse("2026-11-01");

  public static final ProjectId PROJECT = new ProjectId(7);

  private final List<Run.Arm> arms = new ArrayList<>();
  private final List<Metric> goals = new ArrayList<>();
  private final List<Metric> guardrails = new ArrayList<>();
  private final List<UnitRow> units = new ArrayList<>();
  private final Map<MetricKey, List<MetricRow>> rows = new HashMap<>();
  private final Map<MetricKey, Double> filled = new HashMap<>();
  private final Map<MetricKey, HourlyTotals> hourly = new HashMap<>();
  private String strategy = "hash";
  private @Nullable Instant ended;

  /// Two arms of equal weight.
  public static Given aAndB() {
    return new Given().arm("A", 1).arm("B", 1);
  }

  public static Metric orders() {
    return Metric.of("orders", new Quantity.Conversion(Measure.of("Order Completed")));
  }

  public static Metric revenue() {
    return Metric.of("revenue", new Quantity.Sum(Measure.of("Order Completed", "revenue")));
  }

  public Given arm(String variant, int weight) {
    arms.add(new Run.Arm(variant, weight));
    return this;
  }

  public Given goal(Metric metric) {
    goals.add(metric);
    return this;
  }

  public Given guardrail(Metric metric) {
    guardrails.add(metric);
    return this;
  }

  public Given dealtBy(String name) {
    strategy = name;
    return this;
  }

  public Given ended() {
    ended = AS_OF.minusSeconds(3_600);
    return this;
  }

  public Given filled(Metric metric, double share) {
    filled.put(metric.key(), share);
    return this;
  }

  public Given hourly(Metric metric, HourlyTotals totals) {
    hourly.put(metric.key(), totals);
    return this;
  }

  public Given units(String variant, long count) {
    return units(FIRST, variant, count);
  }

  public Given units(LocalDate day, String variant, long count) {
    units.add(new UnitRow(day, variant, null, null, count));
    return this;
  }

  public Given units(String dimension, String value, String variant, long count) {
    units.add(new UnitRow(FIRST, variant, dimension, value, count));
    return this;
  }

  /// An arm's units, and of how many the value is 1.
  public Given share(Metric metric, String variant, long successes, long count) {
    return units(variant, count).share(metric, FIRST, variant, successes, count);
  }

  public Given share(Metric metric, LocalDate day, String variant, long successes, long count) {
    return row(metric, new MetricRow(day, variant, null, null, shares(successes, count)));
  }

  public Given share(
      Metric metric, String dimension, String value, String variant, long successes, long count) {
    return row(metric, new MetricRow(FIRST, variant, dimension, value, shares(successes, count)));
  }

  /// An arm's units with the sum and the sum of squares of their values.
  public Given mean(Metric metric, String variant, long count, String sum, String squares) {
    return units(variant, count)
        .row(metric, new MetricRow(FIRST, variant, null, null, sums(count, sum, squares)));
  }

  public Given row(Metric metric, MetricRow row) {
    rows.computeIfAbsent(metric.key(), _ -> new ArrayList<>()).add(row);
    return this;
  }

  private static Sums shares(long successes, long count) {
    return sums(count, Long.toString(successes), Long.toString(successes));
  }

  static Sums sums(long count, String sum, String squares) {
    return new Sums(count, List.of(fixed(sum, 4)), List.of(fixed(squares, 8)));
  }

  private static BigInteger fixed(String number, int digits) {
    return new BigDecimal(number).movePointRight(digits).toBigIntegerExact();
  }

  public RunTotals totals() {
    var run =
        new Run(
            PROJECT,
            new ExperimentKey("checkout"),
            1,
            "userId",
            strategy,
            arms,
            STARTED,
            ended,
            goals,
            guardrails);
    var metrics = new HashMap<MetricKey, MetricTotals>();
    rows.forEach(
        (key, list) ->
            metrics.put(
                key, new MetricTotals(list, filled.getOrDefault(key, 1.0), null, hourly.get(key))));
    return new RunTotals(run, units, 7, 2, metrics, AS_OF);
  }

  public ResultReport report() {
    return report(ReportSettings.standard());
  }

  ResultReport report(ReportSettings settings) {
    return ResultReport.of(totals(), settings, AS_OF.plusMillis(250));
  }

  Verdict verdict() {
    return report().verdict();
  }
}
