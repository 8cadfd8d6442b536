package dev.forktail.engine.result;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import java.util.List;
import java.util.Optional;

/// Where the totals of runs are read.
///
/// - **Contract.** What [#find] returns is of one moment: each stored event is in all of it or in
///   none.
/// - **Failure.** A [dev.forktail.engine.event.StoreException].
/// - **Threads.** Safe for concurrent use; blocks.
public interface ResultTotals {

  /// Of the latest run of an experiment; empty when it never ran or is not measured.
  Optional<RunTotals> find(ProjectId project, ExperimentKey experiment);

  /// The latest run of each experiment of a project, the last started first.
  List<Run> runs(ProjectId project);
}
