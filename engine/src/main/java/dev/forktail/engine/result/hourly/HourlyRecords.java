package dev.forktail.engine.result.hourly;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import java.util.Optional;

/// Where what is computed by the hour is kept: the newest of each run.
///
/// - **Contract.** What was kept is found again to the last digit. One that is older than what is
///   there changes nothing.
/// - **Failure.** A [dev.forktail.engine.event.StoreException]; nothing has changed.
/// - **Threads.** Safe for concurrent use; blocks.
public interface HourlyRecords {

  /// Keeps the newest of a run.
  void keep(HourlyRecord computed);

  /// The newest of a run; empty when there is none.
  Optional<HourlyRecord> find(ProjectId project, ExperimentKey experiment, int run);
}
