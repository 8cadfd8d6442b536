package dev.forktail.engine.result.recount;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Recounts that somebody asks for, one at a time.
///
/// - **Threads.** Safe for concurrent use; never blocks.
public interface RecountControl {

  /// Begins one; empty while another is running.
  ///
  /// @param repair whether what differs is put right, and written down
  Optional<Task> begin(ProjectId project, ExperimentKey experiment, boolean repair);

  /// The one of this experiment that was asked for last.
  Optional<Task> findLast(ProjectId project, ExperimentKey experiment);

  /// A recount that was asked for.
  ///
  /// @param id tells it from those before
  /// @param events how many were read so far
  /// @param expected how many there are, about
  /// @param outcome null while it runs, and when it has failed
  /// @param failure why it has failed; empty unless it has
  record Task(
      long id,
      boolean running,
      long events,
      long expected,
      @Nullable RecountOutcome outcome,
      String failure) {}
}
