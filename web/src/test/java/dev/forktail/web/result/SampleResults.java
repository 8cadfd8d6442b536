package dev.forktail.web.result;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.metric.Direction;
import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.MetricKey;
import dev.forktail.engine.metric.Quantity;
import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.RunTotals;
import dev.forktail.engine.result.RunTotals.MetricRow;
import dev.forktail.engine.result.RunTotals.MetricTotals;
import dev.forktail.engine.result.RunTotals.UnitRow;
import dev.forktail.statistics.sums.Sums;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Results of an invented shop: visitors who order, spend and wait, in arms that differ by known
/// factors.
final class SampleResults {
  private static final int DAYS = 12;
  private static final List<String> BROWSERS = List.of("Chrome", "Safari", "Firefox", "Edge");
  private static final List<String> COUNTRIES = List.of("DE", "AT", "CH");

  static final Metric ORDERS =
      metric("orders", "Visitors who order", Direction.UP, new Quantity.Conversion(order()));
  static final Metric REVENUE =
      metric(
          "revenue",
          "Revenue per visitor",
          Direction.UP,
          new Quantity.Sum(Measure.of("Order Completed", "revenue")));
  static final Metric LOAD_TIME =
      metric(
          "load-time",
          "Load time",
          Direction.DOWN,
          new Quantity.Sum(Measure.of("Page Loaded", "millis")));

  private final SplittableRandom random = new SplittableRandom(7);
  private final ProjectId project;
  private final Instant now;
  private final List<UnitRow> units = new ArrayList<>();
  private final Map<MetricKey, List<MetricRow>> rows = new HashMap<>();

  private SampleResults(ProjectId project, Instant now) {
    this.project = project;
    this.now = now;
  }

  /// An arm whose visitors order, and wait, so many times as often as those of the control.
  ///
  /// @param safari how many of its Safari visitors are counted: below 1 is a defect
  record Arm(String variant, double orders, double waiting, double safari) {}

  static RunTotals of(ProjectId project, String key, Instant now, int perDay, List<Arm> arms) {
    return new SampleResults(project, now).totals(key, perDay, arms);
  }

  private RunTotals totals(String key, int perDay, List<Arm> arms) {
    var first = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DAYS - 1);
    for (var arm : arms) {
      for (int day = 0; day < DAYS; day++) {
        for (var browser : BROWSERS) {
          fill(arm, first, first.plusDays(day), browser, perDay);
        }
      }
    }
    var metrics = new HashMap<MetricKey, MetricTotals>();
    rows.forEach((metric, list) -> metrics.put(metric, new MetricTotals(list, 1, null)));
    return new RunTotals(run(key, arms), units, 23, 4, metrics, now.minusMillis(320));
  }

  private Run run(String key, List<Arm> arms) {
    return new Run(
        project,
        new ExperimentKey(key),
        1,
        "visitor",
        "hash",
        arms.stream().map(arm -> new Run.Arm(arm.variant(), 5_000)).toList(),
        now.minus(Duration.ofDays(DAYS - 1)).minus(Duration.ofHours(5)),
        null,
        List.of(ORDERS, REVENUE),
        List.of(LOAD_TIME));
  }

  private void fill(Arm arm, LocalDate first, LocalDate day, String browser, int perDay) {
    double share = browser.equals("Chrome") ? 0.5 : browser.equals("Safari") ? 0.3 : 0.1;
    double kept = browser.equals("Safari") ? arm.safari() : 1;
    long count = Math.round(perDay * share * kept * (0.97 + 0.06 * random.nextDouble()));
    var country = COUNTRIES.get(random.nextInt(COUNTRIES.size()));
    units.add(new UnitRow(day, arm.variant(), null, null, count));
    units.add(new UnitRow(day, arm.variant(), "browser", browser, count));
    units.add(new UnitRow(day, arm.variant(), "country", country, count));
    var orders = Sums.none(1);
    var revenue = Sums.none(1);
    var waiting = Sums.none(1);
    for (long unit = 0; unit < count; unit++) {
      boolean ordered = random.nextDouble() < 0.1 * arm.orders();
      double spent = ordered ? 20 + 60 * random.nextExponential() : 0;
      orders = orders.plus(Sums.ofUnit(ordered ? 10_000 : 0));
      revenue = revenue.plus(Sums.ofUnit(Math.round(spent * 10_000)));
      waiting =
          waiting.plus(
              Sums.ofUnit(Math.round(arm.waiting() * random.nextGaussian(900, 160) * 10_000)));
    }
    add(ORDERS, first, day, arm, browser, country, orders);
    add(REVENUE, first, day, arm, browser, country, revenue);
    add(LOAD_TIME, first, day, arm, browser, country, waiting);
  }

  private void add(
      Metric metric,
      LocalDate first,
      LocalDate day,
      Arm arm,
      String browser,
      String country,
      Sums sums) {
    row(metric, new MetricRow(day, arm.variant(), null, null, sums));
    row(metric, new MetricRow(first, arm.variant(), "browser", browser, sums));
    row(metric, new MetricRow(first, arm.variant(), "country", country, sums));
  }

  private void row(Metric metric, MetricRow row) {
    rows.computeIfAbsent(metric.key(), _ -> new ArrayList<>()).add(row);
  }

  private static Measure order() {
    return Measure.of("Order Completed");
  }

  private static Metric metric(String key, String name, Direction direction, Quantity quantity) {
    return new Metric(new MetricKey(key), name, "", quantity, null, null, direction, 0.02, 0.01);
  }
}
