package dev.forktail.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;

/// The two threads of a journal: one flushes it in groups, one prepares its segments.
///
/// A group is flushed at once if the one before is older than the interval, else when the interval
/// is over or enough has come together: a lone append does not wait, under load there is one force
/// for many appends, and under more load nobody waits for the clock.
public final class GroupCommit implements AutoCloseable {
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofMillis(200);

  private final Journal journal;
  private final long intervalNanos;
  private final LongSupplier nanoClock;
  private final Thread flusher;
  private final Thread preparer;
  private volatile boolean stopping;

  public GroupCommit(
      Journal journal, Duration interval, ThreadFactory threads, LongSupplier nanoClock) {
    this.journal = journal;
    this.intervalNanos = interval.toNanos();
    this.nanoClock = nanoClock;
    this.flusher = threads.newThread(this::flushAlways);
    this.preparer = threads.newThread(this::prepareAlways);
  }

  public void start() {
    flusher.start();
    preparer.start();
  }

  private void flushAlways() {
    try {
      long flushed = nanoClock.getAsLong() - intervalNanos;
      while (!stopping) {
        journal.awaitPending(journal.isFailed() ? RETRY : IDLE);
        linger(flushed + intervalNanos);
        flushed = nanoClock.getAsLong();
        flush();
      }
    } catch (InterruptedException _) { // not by us: ends the thread, appends run full
      Thread.currentThread().interrupt();
    }
  }

  private void linger(long end) throws InterruptedException {
    long left = end - nanoClock.getAsLong();
    while (left > 0 && !stopping && !journal.isRipe()) {
      journal.awaitPending(Duration.ofNanos(left));
      left = end - nanoClock.getAsLong();
    }
  }

  /// What an acknowledgement throws is its own bug; the others must not suffer from it.
  private void flush() {
    try {
      journal.flush();
    } catch (RuntimeException e) {
      var thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }

  private void prepareAlways() {
    try {
      while (!stopping) {
        boolean ready = journal.prepare();
        journal.awaitPreparationDue(ready ? IDLE : RETRY);
      }
    } catch (InterruptedException _) { // not by us: ends the thread, appends run full
      Thread.currentThread().interrupt();
    }
  }

  /// Refuses appends, flushes what is pending, ends the threads and closes the journal.
  @Override
  public void close() throws IOException {
    stopping = true;
    journal.stopAccepting();
    boolean interrupted = join(flusher);
    interrupted |= join(preparer);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    journal.close();
  }

  private static boolean join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        return interrupted;
      } catch (InterruptedException _) { // the caller gets it back, once all is closed
        interrupted = true;
      }
    }
  }
}
