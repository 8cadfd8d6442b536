package dev.forktail.engine.experiment;

import dev.forktail.assignment.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What becomes of the runs of an experiment, the first one first. Only the last can go on.
final class Runs {
  static final int RUNS_MAX = 1_000;

  private Runs() {}

  /// After the experiment got into `state`.
  static List<ExperimentRun> after(List<ExperimentRun> runs, State state, Instant at) {
    return switch (state) {
      case State.Running _ -> runs.isEmpty() ? List.of(ExperimentRun.first(at)) : runs;
      case State.Decided _, State.Archived _ -> ended(runs, at);
      case State.Draft _, State.Paused _ -> runs;
    };
  }

  /// With one more, which begins now.
  static List<ExperimentRun> restarted(List<ExperimentRun> runs, Instant at) {
    var next = new ArrayList<>(ended(runs, at));
    next.add(runs.isEmpty() ? ExperimentRun.first(at) : runs.getLast().next(at));
    return List.copyOf(next);
  }

  private static List<ExperimentRun> ended(List<ExperimentRun> runs, Instant at) {
    return runs.stream().map(run -> run.end(at)).toList();
  }
}
