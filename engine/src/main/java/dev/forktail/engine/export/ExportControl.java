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

  /// Begins to write what arrived from `from` to `to` again, as far as it is in the lake and the
  /// store still has it.
  Answer reexport(Instant from, Instant to);

  /// How the export stands.
  ///
  /// @param atRest whether nothing is being done: also in a pause, what had been begun ends first
  /// @param nextCommit empty while nobody exports here
  /// @param task the one that was asked for last
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

  /// An export of all, or of a period once more, that was asked for.
  ///
  /// @param id tells it from those before
  /// @param failure why it has failed; empty unless it has
  /// @param missing what of it could not be done, in a sentence; empty when all was
  record Task(long id, State state, ExportProgress progress, String failure, String missing) {}

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
