package dev.forktail.engine.export;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is to be known of the export after its process has ended: whether somebody wants it to
/// rest, and how each step went last. Kept where the slices are.
///
/// - **Failure.** A [dev.forktail.engine.event.StoreException].
/// - **Threads.** Safe for concurrent use; blocks.
public interface ExportDiary {

  /// Since when the lake is to be left as it is; empty when it is not.
  Optional<Instant> findPause();

  /// Wants the lake to be left as it is from `now` on, unless it is already; returns since when.
  Instant pause(Instant now);

  /// Ends the pause, if there is one.
  void resume();

  /// Writes down `run` in the place of the one before of the same step.
  void write(StepRun run);

  /// The last run of each step that has run, in the order of the steps.
  List<StepRun> runs();
}
