package dev.forktail.web.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One event loop: a thread that serves a share of the connections and must never wait.
///
/// Tasks come back to it from other threads through [#wake]. They are taken in groups, so that a
/// thousand acknowledgements of one fsync cost one wake-up, not a thousand.
public final class Loop {
  private static final Logger log = LoggerFactory.getLogger(Loop.class);

  private final Vertx vertx;
  private final Context context;
  private final Thread thread;
  private final AtomicReference<@Nullable Task> woken = new AtomicReference<>();

  /// Called on the loop's own thread.
  Loop(Vertx vertx, Context context) {
    this.vertx = vertx;
    this.context = context;
    this.thread = Thread.currentThread();
  }

  /// Runs `task` on this loop, soon. It is not queued twice at the same time.
  public void wake(Task task) {
    Task before;
    do {
      before = woken.get();
      task.behind = before;
    } while (!woken.compareAndSet(before, task));
    if (before == null) {
      context.runOnContext(_ -> runWoken());
    }
  }

  public boolean isCurrent() {
    return Thread.currentThread() == thread;
  }

  /// Runs `action` on this loop after `millis`; the number cancels it.
  public long after(long millis, Runnable action) {
    return vertx.setTimer(millis, _ -> action.run());
  }

  /// Runs `action` on this loop every `millis`; the number cancels it.
  public long every(long millis, Runnable action) {
    return vertx.setPeriodic(millis, _ -> action.run());
  }

  public void cancel(long timer) {
    vertx.cancelTimer(timer);
  }

  private void runWoken() {
    Task task = inOrder(woken.getAndSet(null));
    while (task != null) {
      Task next = task.behind;
      task.behind = null;
      runOne(task);
      task = next;
    }
  }

  /// A task that fails must not take those behind it along.
  private static void runOne(Task task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.error("A task of an event loop failed", e);
    }
  }

  /// The stack turned around: first woken, first served.
  private static @Nullable Task inOrder(@Nullable Task newest) {
    Task first = null;
    Task task = newest;
    while (task != null) {
      Task older = task.behind;
      task.behind = first;
      first = task;
      task = older;
    }
    return first;
  }

  /// Something to do on a loop. A request in flight is its own task, so that waking costs no
  /// allocation.
  public abstract static class Task {
    private @Nullable Task behind;

    protected abstract void run();
  }
}
