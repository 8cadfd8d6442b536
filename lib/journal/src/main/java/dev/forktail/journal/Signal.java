package dev.forktail.journal;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A flag that one thread waits for and others raise.
final class Signal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition raised = lock.newCondition();

  @GuardedBy("lock")
  private boolean isRaised;

  void raise() {
    lock.lock();
    try {
      isRaised = true;
      raised.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the flag is raised, or for the timeout, and lowers it.
  void await(Duration timeout) throws InterruptedException {
    lock.lock();
    try {
      long nanos = timeout.toNanos();
      while (!isRaised && nanos > 0) {
        nanos = raised.awaitNanos(nanos);
      }
      isRaised = false;
    } finally {
      lock.unlock();
    }
  }
}
