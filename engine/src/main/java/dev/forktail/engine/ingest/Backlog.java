package dev.forktail.engine.ingest;

import dev.forktail.engine.event.EventBatch;
import java.time.Duration;
import java.util.UUID;

/// What of one journal waits to be stored.
///
/// - **Failure.** `UncheckedIOException`: the disk failed, nothing has changed; try again.
/// - **Threads.** Read by one thread.
public interface Backlog {

  UUID journal();

  /// The batch that begins at `position`: up to `eventsMax` acknowledged arrivals, waiting up to
  /// `linger` for that many. Empty (`after` = `first`) when nothing came.
  EventBatch next(long position, int eventsMax, Duration linger) throws InterruptedException;

  /// Everything below `position` is stored and may go.
  ///
  /// @throws dev.forktail.engine.event.StoreException.Fenced when the journal does not reach so
  ///   far, so that another process must have stored it
  void release(long position);

  /// Whether `position` is the end for good: nothing will be appended any more.
  boolean drained(long position);

  /// Removes what is left of a drained journal.
  void delete();
}
