package dev.forktail.engine.export;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a person can ask of a running export and tell it.
///
/// - **Failure.** A [dev.forktail.engine.event.StoreException].
/// - **Threads.** Safe for concurrent use; blocks for seconds at most.
public interface ExportControl {

  Status status();

  /// Leaves the lake as it is from now on, also after a restart. What is being done ends first.
  Status pause();

  /// Goes on.
  Status resume();

  /// Begins to bring all that is stored into the lake.
  Answer exportNow();

  /// How the export stands.
  ///
  /// @param atRest whether nothing is being done: also in a pause, what had been begun ends first
  /// @param nextCommit empty while nobody exports here
  /// @param task the whole export that was asked for last
  record Status(
      Optional<Instant> pausedSince,
      boolean atRest,
      Optional<Instant> nextCommit,
      Optional<String> fault,
      Optional<Task> task,
      List<StepRun> runs) {
    public Status {
      runs = List.copyOf(runs);
    }
  }

  /// A whole export that was asked for.
  ///
  /// @param id tells it from those before
  /// @param failure why it has failed; empty unless it has
  record Task(long id, State state, ExportProgress progress, String failure) {}

  /// How a task stands.
  enum State {
    RUNNING,
    DONE,
    FAILED
  }

  /// What became of a request.
  sealed interface Answer {
    /// It has begun.
    record Begun(Task task) implements Answer {}

    /// It cannot begin now.
    record Refused(String reason) implements Answer {}
  }
}
