package dev.forktail.app.lake;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.export.ExportDiary;
import dev.forktail.engine.export.ExportReport;
import dev.forktail.engine.export.ExportStep;
import dev.forktail.engine.export.Exporter;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.StepRun;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The turns of an exporter, each a step: it takes over at the first, takes none in a pause that
/// would change the lake, and none at all when another exporter has taken over. What came of a turn
/// is logged and written into the diary.
///
/// - **Threads.** One takes turns, any asks.
final class ExportTurns {
  private static final Logger log = LoggerFactory.getLogger(ExportTurns.class);

  private final Supplier<Exporter> takeOver;
  private final ExportDiary diary;
  private final Runnable whenFenced;
  private final InstantSource clock;
  private final Runnable afterCommit;
  private volatile @Nullable Exporter exporter;
  private volatile @Nullable String fenced;
  private volatile boolean busy;

  /// @param whenFenced what is to be done when another exporter has taken over
  ExportTurns(
      Supplier<Exporter> takeOver, ExportDiary diary, Runnable whenFenced, InstantSource clock) {
    this(takeOver, diary, whenFenced, clock, () -> {});
  }

  /// @param afterCommit is done whenever something was committed, or nothing was left to be
  ExportTurns(
      Supplier<Exporter> takeOver,
      ExportDiary diary,
      Runnable whenFenced,
      InstantSource clock,
      Runnable afterCommit) {
    this.afterCommit = afterCommit;
    this.takeOver = takeOver;
    this.diary = diary;
    this.whenFenced = whenFenced;
    this.clock = clock;
  }

  /// What is done in a turn.
  interface Work {
    List<? extends ExportReport> on(Exporter exporter);
  }

  /// Takes a turn, if it may.
  boolean take(ExportStep step, Work work) {
    if (fenced != null || isForbidden(step)) {
      return false;
    }
    busy = true;
    try {
      run(step, work);
      return true;
    } catch (LakeException.Fenced e) {
      fenced = e.reason();
      whenFenced.run();
      log.error("The export stops here for good: reason={}", e.reason());
      return false;
    } finally {
      busy = false;
    }
  }

  /// What is in the lake already may leave the store in a pause, too.
  private boolean isForbidden(ExportStep step) {
    return step != ExportStep.DROP && diary.findPause().isPresent();
  }

  private void run(ExportStep step, Work work) {
    long began = System.nanoTime();
    try {
      var result = ReportText.of(work.on(exporter()));
      if (!result.isEmpty()) {
        tell(step, result);
      }
      if (!result.isEmpty() || isRare(step)) {
        diary.write(ended(step, began, false, result));
      }
      if (!result.isEmpty() && step == ExportStep.COMMIT) {
        afterCommit.run();
      }
    } catch (LakeException.Fenced e) {
      throw e;
    } catch (RuntimeException e) {
      writeFailure(ended(step, began, true, reason(e)));
      throw e;
    }
  }

  private Exporter exporter() {
    var current = exporter;
    if (current == null) {
      current = takeOver.get();
      exporter = current;
    }
    return current;
  }

  private static void tell(ExportStep step, String result) {
    if (step == ExportStep.STAGE) {
      log.debug("Export: step={} {}", step.text(), result);
    } else {
      log.info("Export: step={} {}", step.text(), result);
    }
  }

  /// Whether a run is worth a note although there was nothing to do.
  private static boolean isRare(ExportStep step) {
    return switch (step) {
      case COMPACT, EXPIRE, SWEEP -> true;
      case STAGE, COMMIT, DROP, TIDY -> false;
    };
  }

  private StepRun ended(ExportStep step, long began, boolean failed, String result) {
    var took = Duration.ofNanos(System.nanoTime() - began);
    return new StepRun(step, clock.instant(), took, failed, result);
  }

  private void writeFailure(StepRun run) {
    try {
      diary.write(run);
    } catch (StoreException e) {
      // The failure itself is what matters, and is shown and logged by whoever takes turns.
      log.debug("A failure is not in the diary: step={}", run.step().text(), e);
    }
  }

  /// The sentence in a failure.
  static String reason(RuntimeException e) {
    return switch (e) {
      case StoreException store -> store.reason();
      case LakeException lake -> lake.reason();
      default -> e.toString();
    };
  }

  /// Why no turn is taken any more; empty while they are.
  Optional<String> fenced() {
    return Optional.ofNullable(fenced);
  }

  /// Whether a turn is being taken.
  boolean isBusy() {
    return busy;
  }

  /// When what is staged will be committed; empty before the first turn.
  Optional<Instant> nextCommit() {
    return Optional.ofNullable(exporter).map(Exporter::nextCommit);
  }
}
