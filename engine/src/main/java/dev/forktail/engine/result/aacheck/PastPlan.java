package dev.forktail.engine.result.aacheck;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.live.ResultPlan;
import dev.forktail.engine.result.plan.ResultPlanner;
import java.time.Instant;
import java.util.List;

/// A run of the past that never was: everybody was in it, with the first thing that they did.
final class PastPlan {
  private static final ExperimentKey NAME = new ExperimentKey("aa-check");
  private static final List<Run.Arm> ARMS = List.of(new Run.Arm("all", 1), new Run.Arm("none", 0));

  private PastPlan() {}

  static ResultPlan of(ProjectId project, List<Metric> metrics, Instant from, Instant until) {
    var run = new Run(project, NAME, 1, "person", "hash", ARMS, from, until, metrics, List.of());
    return ResultPlanner.next(ResultPlan.NONE, 0, List.of(run), Long.MAX_VALUE).plan();
  }
}
