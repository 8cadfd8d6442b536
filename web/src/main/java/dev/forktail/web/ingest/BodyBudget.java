package dev.forktail.web.ingest;

import java.util.concurrent.atomic.AtomicLong;

/// How many bytes of bodies may be in memory at once, over all requests of all event loops.
final class BodyBudget {
  private final long bytesMax;
  private final AtomicLong taken = new AtomicLong();

  BodyBudget(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /// Takes `bytes`, or nothing when there is not enough left.
  boolean tryTake(long bytes) {
    if (taken.addAndGet(bytes) <= bytesMax) {
      return true;
    }
    taken.addAndGet(-bytes);
    return false;
  }

  void give(long bytes) {
    taken.addAndGet(-bytes);
  }

  long taken() {
    return taken.get();
  }
}
