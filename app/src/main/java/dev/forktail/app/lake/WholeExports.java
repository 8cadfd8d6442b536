package dev.forktail.app.lake;

import dev.forktail.engine.export.ExportControl.Answer;
import dev.forktail.engine.export.ExportControl.State;
import dev.forktail.engine.export.ExportControl.Task;
import dev.forktail.engine.export.ExportProgress;
import dev.forktail.engine.export.ExportReport;
import dev.forktail.engine.export.ExportStep;
import dev.forktail.engine.export.Exporter;
import dev.forktail.engine.export.LakeRewriter;
import dev.forktail.engine.slice.SliceCatalog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Exports of all that is stored, and of a period once more: one at a time, between the usual
/// turns.
final class WholeExports {
  private static final ExportProgress NONE = new ExportProgress(0, 0, 0, 0, 0, 0, 0);

  private final SliceCatalog slices;
  private final ExportTurns turns;
  private final LakeRewriter rewriter;
  private final Executor between;
  private final InstantSource clock;
  private volatile @Nullable Task last;

  /// @param between runs what it is given on the thread that takes turns
  WholeExports(
      SliceCatalog slices,
      ExportTurns turns,
      LakeRewriter rewriter,
      Executor between,
      InstantSource clock) {
    this.slices = slices;
    this.turns = turns;
    this.rewriter = rewriter;
    this.between = between;
    this.clock = clock;
  }

  Optional<Task> findLast() {
    return Optional.ofNullable(last);
  }

  /// Brings all that is stored into the lake.
  Answer begin() {
    return begin(this::exportAll);
  }

  /// Writes what arrived from `from` to `to` again.
  Answer beginAgain(Instant from, Instant to) {
    return begin(() -> taken(exporter -> exporter.reexport(from, to, rewriter, this::reached)));
  }

  private synchronized Answer begin(Runnable work) {
    var before = last;
    if (before != null && before.state() == State.RUNNING) {
      return new Answer.Refused("Another export that somebody asked for is still running.");
    }
    var task = new Task(before == null ? 1 : before.id() + 1, State.RUNNING, NONE, "", "");
    last = task;
    between.execute(() -> run(work));
    return new Answer.Begun(task);
  }

  private void run(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      ended(State.FAILED, ExportTurns.reason(e), "");
    }
  }

  private void exportAll() {
    var _ = slices.seal(clock.instant());
    taken(exporter -> new ExportReport.Whole(exporter.exportAll(this::reached)));
  }

  /// What is done in the turn of one of them.
  private interface Work {
    ExportReport on(Exporter exporter);
  }

  private void taken(Work work) {
    boolean taken =
        turns.take(
            ExportStep.COMMIT,
            exporter -> {
              var report = work.on(exporter);
              reported(report);
              return List.of(report);
            });
    if (!taken) {
      ended(State.FAILED, turns.fenced().orElse("The export was paused meanwhile."), "");
    }
  }

  private void reported(ExportReport report) {
    var missing = report instanceof ExportReport.Reexported again ? again.missing() : "";
    boolean inVain = !missing.isEmpty() && progress().slices() == 0;
    ended(inVain ? State.FAILED : State.DONE, inVain ? missing : "", inVain ? "" : missing);
  }

  private void reached(ExportProgress progress) {
    findLast().ifPresent(task -> last = new Task(task.id(), State.RUNNING, progress, "", ""));
  }

  private ExportProgress progress() {
    return findLast().map(Task::progress).orElse(NONE);
  }

  private void ended(State state, String failure, String missing) {
    findLast()
        .ifPresent(task -> last = new Task(task.id(), state, task.progress(), failure, missing));
  }
}
