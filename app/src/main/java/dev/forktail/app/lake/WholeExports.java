package dev.forktail.app.lake;

import dev.forktail.engine.export.ExportControl.Answer;
import dev.forktail.engine.export.ExportControl.State;
import dev.forktail.engine.export.ExportControl.Task;
import dev.forktail.engine.export.ExportProgress;
import dev.forktail.engine.export.ExportReport;
import dev.forktail.engine.export.ExportStep;
import dev.forktail.engine.slice.SliceCatalog;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Exports of all that is stored, one at a time, between the usual turns.
final class WholeExports {
  private static final ExportProgress NONE = new ExportProgress(0, 0, 0, 0, 0, 0, 0);

  private final SliceCatalog slices;
  private final ExportTurns turns;
  private final Executor between;
  private final InstantSource clock;
  private volatile @Nullable Task last;

  /// @param between runs what it is given on the thread that takes turns
  WholeExports(SliceCatalog slices, ExportTurns turns, Executor between, InstantSource clock) {
    this.slices = slices;
    this.turns = turns;
    this.between = between;
    this.clock = clock;
  }

  Optional<Task> findLast() {
    return Optional.ofNullable(last);
  }

  synchronized Answer begin() {
    var before = last;
    if (before != null && before.state() == State.RUNNING) {
      return new Answer.Refused("An export of everything is running already.");
    }
    var task = new Task(before == null ? 1 : before.id() + 1, State.RUNNING, NONE, "");
    last = task;
    between.execute(() -> run(task));
    return new Answer.Begun(task);
  }

  private void run(Task task) {
    try {
      var _ = slices.seal(clock.instant());
      boolean taken =
          turns.take(
              ExportStep.COMMIT,
              exporter -> List.of(new ExportReport.Whole(exporter.exportAll(this::reached))));
      if (taken) {
        last = new Task(task.id(), State.DONE, progress(), "");
      } else {
        failed(turns.fenced().orElse("The export was paused meanwhile."));
      }
    } catch (RuntimeException e) {
      failed(ExportTurns.reason(e));
    }
  }

  private void reached(ExportProgress progress) {
    findLast()
        .ifPresent(task -> last = new Task(task.id(), State.RUNNING, progress, task.failure()));
  }

  private ExportProgress progress() {
    return findLast().map(Task::progress).orElse(NONE);
  }

  private void failed(String reason) {
    findLast().ifPresent(task -> last = new Task(task.id(), State.FAILED, task.progress(), reason));
  }
}
