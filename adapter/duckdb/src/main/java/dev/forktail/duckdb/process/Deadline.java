package dev.forktail.duckdb.process;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Stops a child that takes too long: by asking it first, two seconds later by killing it.
final class Deadline implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final ScheduledExecutorService watch;
  private final Child child;
  private @Nullable Future<?> next;
  private boolean over;
  private boolean closed;

  private Deadline(ScheduledExecutorService watch, Child child) {
    this.watch = watch;
    this.child = child;
  }

  static Deadline start(ScheduledExecutorService watch, Child child, Duration limit) {
    var deadline = new Deadline(watch, child);
    deadline.schedule(deadline::cancel, limit);
    return deadline;
  }

  synchronized boolean isOver() {
    return over;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (next != null) {
      next.cancel(false);
    }
  }

  private synchronized void schedule(Runnable step, Duration after) {
    if (closed) {
      return;
    }
    try {
      next = watch.schedule(step, after.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException _) {
      // The pool is closing and ends the child itself.
      closed = true;
    }
  }

  private void cancel() {
    synchronized (this) {
      if (closed) {
        return;
      }
      over = true;
    }
    // On a thread of its own: a child that does not listen is told nothing until it is killed.
    schedule(this::kill, GRACE);
    Thread.ofVirtual().name("duckdb-cancel").start(child::cancel);
  }

  private synchronized void kill() {
    if (!closed) {
      child.kill();
    }
  }
}
