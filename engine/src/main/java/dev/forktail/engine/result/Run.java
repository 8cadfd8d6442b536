package dev.forktail.engine.result;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.metric.Metric;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An experiment from one start to the next, as it is measured.
///
/// @param number 1 for the first start
/// @param unit what its exposures call the unit: `userId`, `person`, …
/// @param strategy what deals its arms: `hash`, `bandit`, …
/// @param arms control first
/// @param ended from then on nothing counts; null while it goes on
/// @param goals what it is to change, the most important first
/// @param guardrails what it must not harm
public record Run(
    ProjectId project,
    ExperimentKey experiment,
    int number,
    String unit,
    String strategy,
    List<Arm> arms,
    Instant started,
    @Nullable Instant ended,
    List<Metric> goals,
    List<Metric> guardrails) {

  public Run {
    arms = List.copyOf(arms);
    goals = List.copyOf(goals);
    guardrails = List.copyOf(guardrails);
  }

  /// Goals, then guardrails that are no goals.
  public List<Metric> metrics() {
    return Stream.concat(goals.stream(), guardrails.stream()).distinct().toList();
  }

  /// A variant and its share of the sum of all weights.
  public record Arm(String variant, int weight) {}
}
