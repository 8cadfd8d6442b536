package dev.forktail.engine.result.recount;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.result.live.TotalKey;
import dev.forktail.statistics.sums.Sums;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/// What recounts have found, and what was put right then.
///
/// - **Failure.** A [dev.forktail.engine.event.StoreException]; nothing has changed.
/// - **Threads.** Safe for concurrent use; blocks.
public interface RecountDiary {

  /// Keeps an entry and adds its corrections to the totals, both or neither: neither when totals of
  /// the experiment were put right since those were read that are to be corrected, lest that be
  /// done twice. Returns whether it was done.
  ///
  /// @param repairs how often the experiment's totals had been put right then
  boolean add(Entry entry, SortedMap<TotalKey, Sums> corrections, long repairs);

  /// The latest entries of an experiment, the newest first.
  List<Entry> list(ProjectId project, ExperimentKey experiment, int max);

  /// What a recount has found.
  ///
  /// @param run the number of the run
  /// @param asOf of which moment it was
  /// @param events how many events were counted
  /// @param rows how many rows of totals these come to
  /// @param different how many rows were otherwise
  /// @param what some of them, in words; empty if there are none
  /// @param repaired whether they were put right
  record Entry(
      ProjectId project,
      ExperimentKey experiment,
      int run,
      Instant asOf,
      long events,
      int rows,
      int different,
      String what,
      boolean repaired) {

    /// Whether the totals were right then, or were put right.
    public boolean isRight() {
      return different == 0 || repaired;
    }
  }
}
