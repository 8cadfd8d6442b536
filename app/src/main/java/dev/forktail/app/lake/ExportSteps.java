package dev.forktail.app.lake;

import dev.forktail.app.Housekeeping;
import dev.forktail.engine.export.ExportReport;
import dev.forktail.engine.export.ExportStep;
import dev.forktail.engine.export.Exporter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// The steps of an export and when they are taken. One that fails is tried again, less and less
/// often up to once a minute.
final class ExportSteps {
  private static final Duration STEP_PAUSE = Duration.ofSeconds(1);
  private static final Duration TIDY_PAUSE = Duration.ofMinutes(1);
  private static final Duration FAILURE_PAUSE_MAX = Duration.ofMinutes(1);
  private static final int STAGE_MAX = 4;

  private final ExportSettings settings;
  private final ExportTurns turns;
  private final ExportRoom room;
  private final InstantSource clock;

  // Of the thread that takes turns alone.
  private boolean nothingToDrop;

  ExportSteps(ExportSettings settings, ExportTurns turns, ExportRoom room, InstantSource clock) {
    this.settings = settings;
    this.turns = turns;
    this.room = room;
    this.clock = clock;
  }

  /// Has them taken by `jobs`, which has one thread.
  void begin(Housekeeping jobs) {
    var keep = settings.keepPause();
    every(jobs, STEP_PAUSE, ExportStep.STAGE, whileThereIsRoom(e -> e.stage(STAGE_MAX)));
    every(jobs, STEP_PAUSE, ExportStep.COMMIT, whileThereIsRoom(this::commit));
    every(jobs, STEP_PAUSE, ExportStep.DROP, this::drop);
    every(jobs, shorter(keep, TIDY_PAUSE), ExportStep.TIDY, e -> List.of(e.tidy()));
    every(jobs, keep, ExportStep.COMPACT, whileThereIsRoom(Exporter::compact));
    every(jobs, keep, ExportStep.EXPIRE, Exporter::expire);
    every(jobs, keep, ExportStep.SWEEP, Exporter::sweep);
  }

  private void every(Housekeeping jobs, Duration pause, ExportStep step, ExportTurns.Work work) {
    var pauseMax = shorter(pause, FAILURE_PAUSE_MAX).equals(pause) ? FAILURE_PAUSE_MAX : pause;
    jobs.every(pause, pauseMax, step.text(), () -> turns.take(step, work));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private ExportTurns.Work whileThereIsRoom(ExportTurns.Work work) {
    return exporter -> room.forFiles().getAsBoolean() ? work.on(exporter) : List.of();
  }

  /// Slices that wait to be committed are in the way when there is nothing else that may go.
  List<ExportReport.Committed> commit(Exporter exporter) {
    boolean inTheWay = nothingToDrop && room.isShort().getAsBoolean();
    return inTheWay ? exporter.commit() : exporter.commitIfDue();
  }

  /// While room is short, one of the younger slices as well: each second one goes, each minute one
  /// comes.
  List<ExportReport.Dropped> drop(Exporter exporter) {
    var dropped = exporter.drop(clock.instant().minus(settings.retention()));
    if (dropped.slices() == 0 && room.isShort().getAsBoolean()) {
      dropped = exporter.dropOldest(1);
    }
    nothingToDrop = dropped.slices() == 0;
    return List.of(dropped);
  }
}
