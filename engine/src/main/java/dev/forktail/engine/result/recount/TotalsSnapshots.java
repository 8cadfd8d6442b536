package dev.forktail.engine.result.recount;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.query.EventSnapshots.EventSnapshot;
import dev.forktail.engine.result.live.ResultPlan;
import dev.forktail.engine.result.live.TotalKey;
import dev.forktail.engine.result.live.UnitKey;
import dev.forktail.statistics.sums.Sums;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/// The event database as it is at one moment, with the totals that follow the events.
///
/// - **Contract.** As [dev.forktail.engine.query.EventSnapshots]; and each event of a snapshot is
///   in its totals, no other is.
/// - **Failure.** A [dev.forktail.engine.event.StoreException].
/// - **Threads.** Safe for concurrent use; a snapshot belongs to one thread.
public interface TotalsSnapshots {

  /// Everything as it is now.
  TotalsSnapshot open();

  /// Events and totals at one moment.
  interface TotalsSnapshot extends EventSnapshot {

    /// What there is of the latest run of an experiment; empty when it is not measured.
    Optional<Standing> find(ProjectId project, ExperimentKey experiment);
  }

  /// The totals of a run.
  ///
  /// @param plan of this run alone
  /// @param filled the share of the events from before it was measured that are in them; below 1
  ///   there is nothing to compare yet
  /// @param forgotten units that count nowhere
  /// @param repairs how often the totals of the experiment were put right so far
  record Standing(
      ResultPlan plan,
      double filled,
      SortedMap<TotalKey, Sums> totals,
      Set<UnitKey> forgotten,
      long repairs) {}
}
