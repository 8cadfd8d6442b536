package dev.forktail.engine.result.hourly;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.result.HourlyTotals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What was computed of a run at one moment.
///
/// @param run its number
/// @param asOf up to when what was stored counts
/// @param took how long that was
/// @param events how many events were gone through
public record HourlyRecord(
    ProjectId project,
    ExperimentKey experiment,
    int run,
    Instant asOf,
    Duration took,
    long events,
    List<Computed> metrics) {

  public HourlyRecord {
    metrics = List.copyOf(metrics);
  }

  /// What was computed of a metric as it was defined then.
  public record Computed(Metric metric, HourlyTotals totals) {}

  /// Of a metric, unless it counts otherwise by now.
  public Optional<HourlyTotals> find(Metric metric) {
    return metrics.stream()
        .filter(computed -> computed.metric().countsAlike(metric))
        .map(Computed::totals)
        .findFirst();
  }
}
