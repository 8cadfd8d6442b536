package dev.forktail.journal;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The sequence below which everything is durable; it only grows. Readers wait for it.
final class DurableMark {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition reached = lock.newCondition();
  private volatile long sequence;
  private volatile boolean closed;

  /// The lowest sequence that somebody waits for: until then nobody is woken.
  @GuardedBy("lock")
  private long awaited = Long.MAX_VALUE;

  long sequence() {
    return sequence;
  }

  void advanceTo(long durable) {
    lock.lock();
    try {
      sequence = durable;
      if (durable >= awaited) {
        wakeAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Nobody waits any more.
  void close() {
    lock.lock();
    try {
      closed = true;
      wakeAll();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void wakeAll() {
    awaited = Long.MAX_VALUE;
    reached.signalAll();
  }

  /// Waits until the mark is at `target` or above. Returns false after the timeout or when closed.
  boolean await(long target, Duration timeout) throws InterruptedException {
    if (sequence >= target) {
      return true;
    }
    lock.lock();
    try {
      long nanos = timeout.toNanos();
      while (sequence < target && nanos > 0 && !closed) {
        awaited = Math.min(awaited, target);
        nanos = reached.awaitNanos(nanos);
      }
      return sequence >= target;
    } finally {
      lock.unlock();
    }
  }
}
