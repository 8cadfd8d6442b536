package dev.forktail.engine.result.recount;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.result.live.PlannedRun;
import dev.forktail.engine.result.live.TotalKey;
import dev.forktail.engine.result.recount.RecountDiary.Entry;
import dev.forktail.engine.result.recount.TotalsSnapshots.Standing;
import dev.forktail.engine.result.recount.TotalsSnapshots.TotalsSnapshot;
import dev.forktail.statistics.sums.Sums;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Holds the totals of an experiment against what its events come to, both of one moment.
///
/// - **Failure.** A [dev.forktail.engine.event.StoreException], a
///   [dev.forktail.engine.query.SqlException], or [UncheckedIOException]: the disk.
/// - **Threads.** For one at a time; an interrupt ends it.
public final class ResultRecounts {
  private static final int WORDS_MAX = 20;

  private final TotalsSnapshots snapshots;
  private final RawEvents events;
  private final RecountDiary diary;
  private final Path work;

  /// @param work a folder of nobody else
  public ResultRecounts(
      TotalsSnapshots snapshots, RawEvents events, RecountDiary diary, Path work) {
    this.snapshots = snapshots;
    this.events = events;
    this.diary = diary;
    this.work = work;
  }

  /// Compares.
  ///
  /// @param repair whether the totals are put right if they differ
  /// @param progress is told how far it is
  public RecountOutcome recount(
      ProjectId project, ExperimentKey experiment, boolean repair, RecountProgress progress) {
    try (var snapshot = snapshots.open()) {
      var found = snapshot.find(project, experiment);
      if (found.isEmpty()) {
        return new RecountOutcome.Missing();
      }
      var standing = found.get();
      return standing.filled() < 1
          ? new RecountOutcome.Filling(standing.filled())
          : compare(project, snapshot, standing, repair, progress);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot put events in order: folder=" + work, e);
    }
  }

  private RecountOutcome compare(
      ProjectId project,
      TotalsSnapshot snapshot,
      Standing standing,
      boolean repair,
      RecountProgress progress)
      throws IOException {
    var asOf = snapshot.asOf();
    var plan = standing.plan();
    long count;
    SortedMap<TotalKey, Sums> recounted;
    try (var recount = Recount.begin(plan, standing.forgotten(), work)) {
      count = events.read(plan, project, snapshot, recount::add, progress);
      recounted = recount.totals();
    }
    var differences = Difference.of(standing.totals(), recounted);
    var run = plan.runs().getFirst();
    var rows = differences.stream().map(difference -> DifferentRow.of(difference, run)).toList();
    boolean repaired = repair && !rows.isEmpty();
    var outcome = new RecountOutcome.Compared(asOf, count, recounted.size(), rows, repaired);
    keep(
        entry(run, outcome),
        repaired ? Difference.corrections(differences) : new TreeMap<>(),
        standing.repairs());
    return outcome;
  }

  private void keep(Entry entry, SortedMap<TotalKey, Sums> corrections, long repairs) {
    if (!diary.add(entry, corrections, repairs)) {
      throw new StoreException.Unavailable(
          "The totals were put right by somebody else meanwhile; recount once more");
    }
  }

  private static Entry entry(PlannedRun run, RecountOutcome.Compared outcome) {
    return new Entry(
        run.run().project(),
        run.run().experiment(),
        run.run().number(),
        outcome.asOf(),
        outcome.events(),
        outcome.rows(),
        outcome.differences().size(),
        outcome.differences().stream()
            .limit(WORDS_MAX)
            .map(DifferentRow::toString)
            .collect(Collectors.joining("\n")),
        outcome.repaired());
  }
}
