package dev.forktail.web.http;

import org.jspecify.annotations.Nullable;

/// The client that waits for an answer. When it goes away, whoever works on the answer is
/// interrupted.
final class Asker {
  private @Nullable Thread worker;
  private boolean gone;

  /// The current thread begins to work.
  synchronized void begin() {
    worker = Thread.currentThread();
    if (gone) {
      worker.interrupt();
    }
  }

  /// The current thread has done its work.
  synchronized void end() {
    worker = null;
    var _ = Thread.interrupted();
  }

  /// The client has gone away.
  synchronized void leave() {
    gone = true;
    if (worker != null) {
      worker.interrupt();
    }
  }
}
