package dev.forktail.engine.live;

import java.time.Instant;
import java.util.Optional;

/// How a canary gets into the server and is asked for again: by the doors that clients use.
///
/// - **Failure.** [FailedException]; nothing is tried again.
/// - **Threads.** Safe for concurrent use; blocks for some seconds at most.
public interface CanaryFlight {

  /// Sends a canary that happens at `sent`, a whole second; returns when it is acknowledged.
  void send(Instant sent) throws FailedException;

  /// When the newest stored canary was sent, by the answer to a statement that reads events; empty
  /// when there is none since `since`.
  Optional<Instant> ask(Instant since) throws FailedException;

  /// There was no such answer; the message says why, in a sentence.
  final class FailedException extends Exception {
    private static final long serialVersionUID = 1L;

    public FailedException(String message) {
      super(message);
    }
  }
}
