package dev.forktail.engine.result.aacheck;

import dev.forktail.engine.event.ProjectId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A/A checks that somebody asks for, one at a time.
///
/// - **Threads.** Safe for concurrent use; never blocks.
public interface AaCheckControl {

  /// Begins one; empty while another is running.
  Optional<Task> begin(ProjectId project, AaCheckRequest request);

  /// The one of this project that was asked for last, since this server started.
  Optional<Task> findLast(ProjectId project);

  /// A check that was asked for.
  ///
  /// @param id tells it from those before
  /// @param outcome null while it runs, and when it has failed
  /// @param failure why it has failed; empty unless it has
  record Task(
      long id,
      boolean running,
      Progress progress,
      @Nullable AaCheckOutcome outcome,
      String failure) {
    /// One that has just begun.
    public static Task begun(long id) {
      return new Task(id, true, Progress.NONE, null, "");
    }
  }

  /// How far a check is.
  ///
  /// @param events how many were read so far
  /// @param expected how many there are, about
  /// @param salts how often units were dealt so far; above 0 when all events are read
  record Progress(long events, long expected, int salts) {
    static final Progress NONE = new Progress(0, 0, 0);
  }

  /// Is told how far a check is.
  @FunctionalInterface
  interface Listener {
    void at(Progress progress);
  }
}
