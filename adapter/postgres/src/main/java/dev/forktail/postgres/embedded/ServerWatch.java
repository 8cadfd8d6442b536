package dev.forktail.postgres.embedded;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a server running and its log small, until it is closed.
final class ServerWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ServerWatch.class);

  private static final long LOOKS_MILLIS = 500;
  private static final int LOOKS_PER_PRUNE = 20;
  private static final int LOOKS_SKIPPED_MAX = 60;

  private final ServerStart start;
  private final ScheduledExecutorService executor;

  /// Held while the server is started or stopped.
  private final ReentrantLock lock = new ReentrantLock();

  private volatile Postmaster postmaster;
  private volatile boolean closed;

  // Only the watching thread uses these.
  private long looks;
  private int failures;
  private long skipUntil;

  private ServerWatch(ServerStart start, Postmaster postmaster) {
    this.start = start;
    this.postmaster = postmaster;
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("postgres-watch").factory());
  }

  static ServerWatch of(ServerStart start, Postmaster postmaster) {
    var watch = new ServerWatch(start, postmaster);
    var _ =
        watch.executor.scheduleWithFixedDelay(watch::look, 0, LOOKS_MILLIS, TimeUnit.MILLISECONDS);
    return watch;
  }

  Postmaster postmaster() {
    return postmaster;
  }

  private void look() {
    try {
      if (looks++ % LOOKS_PER_PRUNE == 0) {
        new ServerLog(start.folder().log()).prune();
      }
      if (looks >= skipUntil && !postmaster.isAlive()) {
        restart();
      }
    } catch (RuntimeException | IOException e) {
      failures = Math.min(failures + 1, 30);
      skipUntil = looks + Math.min(1L << failures, LOOKS_SKIPPED_MAX);
      if (!closed) {
        log.error("PostgreSQL cannot be kept running: attempt={}", failures, e);
      }
    }
  }

  private void restart() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      log.warn("PostgreSQL has died and is started again: pid={}", postmaster.pid());
      postmaster = start.on(postmaster.port());
      failures = 0;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    closed = true;
    executor.shutdownNow(); // Interrupts a restart, which may be waiting for a long recovery.
    lock.lock();
    try {
      if (postmaster.isAlive()) {
        postmaster.stop();
      }
    } finally {
      lock.unlock();
    }
  }
}
