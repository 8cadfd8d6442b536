package dev.forktail.engine.result.hourly;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.result.HourlyTotals;
import dev.forktail.engine.result.recount.RawEvents;
import dev.forktail.engine.result.recount.TotalsSnapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Computes what runs come to by the hour, and keeps it.
///
/// - **Failure.** A [dev.forktail.engine.event.StoreException], a
///   [dev.forktail.engine.query.SqlException], or [UncheckedIOException]: the disk.
/// - **Threads.** For one at a time; an interrupt ends it.
public final class HourlyResults {
  private final TotalsSnapshots snapshots;
  private final RawEvents events;
  private final HourlyRecords records;
  private final Path work;
  private final InstantSource clock;

  /// @param work a folder of nobody else
  public HourlyResults(
      TotalsSnapshots snapshots,
      RawEvents events,
      HourlyRecords records,
      Path work,
      InstantSource clock) {
    this.snapshots = snapshots;
    this.events = events;
    this.records = records;
    this.work = work;
    this.clock = clock;
  }

  /// Computes the latest run of an experiment; empty when it is not measured.
  public Optional<HourlyRecord> compute(ProjectId project, ExperimentKey experiment) {
    var begun = clock.instant();
    try (var snapshot = snapshots.open()) {
      var standing = snapshot.find(project, experiment);
      if (standing.isEmpty()) {
        return Optional.empty();
      }
      var asOf = snapshot.asOf();
      var run = standing.get().plan().runs().getFirst().run();
      try (var computation =
          HourlyComputation.begin(standing.get().plan(), standing.get().forgotten(), work)) {
        long count =
            events.read(
                computation.plan(),
                project,
                snapshot,
                HourlyTotals.BEFORE,
                computation::add,
                (_, _) -> {});
        var metrics = computation.computed(asOf);
        var took = Duration.between(begun, clock.instant());
        var computed =
            new HourlyRecord(project, experiment, run.number(), asOf, took, count, metrics);
        records.keep(computed);
        return Optional.of(computed);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot put events in order: folder=" + work, e);
    }
  }
}
