package dev.forktail.engine.result.hourly;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.MetricKey;
import dev.forktail.engine.result.HourlyTotals;
import dev.forktail.engine.result.ResultTotals;
import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.RunTotals;
import dev.forktail.engine.result.RunTotals.MetricRow;
import dev.forktail.engine.result.RunTotals.MetricTotals;
import dev.forktail.statistics.sums.Sums;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Totals with what was last computed by the hour of their run; that is of its own moment.
public final class TotalsWithHourly implements ResultTotals {
  private final ResultTotals live;
  private final HourlyRecords records;

  public TotalsWithHourly(ResultTotals live, HourlyRecords records) {
    this.live = live;
    this.records = records;
  }

  @Override
  public Optional<RunTotals> find(ProjectId project, ExperimentKey experiment) {
    return live.find(project, experiment).map(this::with);
  }

  private RunTotals with(RunTotals totals) {
    var run = totals.run();
    var computed = records.find(run.project(), run.experiment(), run.number());
    return computed.isEmpty() ? totals : with(totals, computed.get());
  }

  private static RunTotals with(RunTotals totals, HourlyRecord computed) {
    var metrics = new HashMap<MetricKey, MetricTotals>(totals.metrics());
    for (var metric : totals.run().metrics()) {
      computed
          .find(metric)
          .ifPresent(
              hourly -> metrics.compute(metric.key(), (_, was) -> with(metric, was, hourly)));
    }
    return new RunTotals(
        totals.run(), totals.units(), totals.multiple(), totals.machines(), metrics, totals.asOf());
  }

  /// Of a metric that is live nothing is said before its rows are there.
  private static @Nullable MetricTotals with(
      Metric metric, @Nullable MetricTotals live, HourlyTotals hourly) {
    if (!metric.isLive()) {
      return new MetricTotals(rows(hourly), 1, hourly.asOf(), hourly);
    }
    return live == null ? null : new MetricTotals(live.rows(), live.filled(), live.asOf(), hourly);
  }

  /// What units came to in the run alone, as of the day on which it was computed.
  private static List<MetricRow> rows(HourlyTotals hourly) {
    var day = LocalDate.ofInstant(hourly.asOf(), ZoneOffset.UTC);
    return hourly.adjusted().entrySet().stream()
        .map(entry -> new MetricRow(day, entry.getKey(), null, null, inRun(entry.getValue())))
        .toList();
  }

  /// The first of two values.
  private static Sums inRun(Sums both) {
    return new Sums(both.units(), List.of(both.totals().getFirst()), List.of(both.product(0, 0)));
  }

  @Override
  public List<Run> runs(ProjectId project) {
    return live.runs(project);
  }
}
