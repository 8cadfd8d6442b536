package dev.forktail.app;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.export.LakeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The small jobs that a server repeats: each waits a while between its runs, and one that fails is
/// tried again, if that is wanted less and less often. Once it is closed nothing is begun.
public final class Housekeeping implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration STOP_MAX = Duration.ofSeconds(10);

  private final ScheduledExecutorService threads;
  private final Map<String, String> faults = new ConcurrentHashMap<>();

  /// @param name with which the names of its threads begin
  /// @param jobsMax how many jobs run at once
  public Housekeeping(String name, int jobsMax) {
    threads =
        new ScheduledThreadPoolExecutor(
            jobsMax,
            Thread.ofPlatform().daemon().name(name + "-", 0).factory(),
            new ThreadPoolExecutor.DiscardPolicy());
  }

  /// Runs `job` now and then again `pause` after each run.
  public void every(Duration pause, String name, Runnable job) {
    every(pause, pause, name, job);
  }

  /// Runs `job` now and then again `pause` after each run; as long as it fails, each time after
  /// twice as long, up to `pauseMax`.
  public void every(Duration pause, Duration pauseMax, String name, Runnable job) {
    begin(new Repetition(pause, pauseMax, name, job), Duration.ZERO);
  }

  /// Runs `job` once, as soon as a thread is free; what it throws is lost.
  public void once(Runnable job) {
    begin(job, Duration.ZERO);
  }

  private void begin(Runnable job, Duration pause) {
    // Failures end in `run`, so the future has nothing to say.
    var _ = threads.schedule(job, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// What failed when it was last tried, by job; empty when all went well.
  public Optional<String> fault() {
    return new TreeMap<>(faults)
        .entrySet().stream().map(entry -> entry.getKey() + ": " + entry.getValue()).findFirst();
  }

  /// A job that plans its next run after each.
  private final class Repetition implements Runnable {
    private final Duration pause;
    private final Duration pauseMax;
    private final String name;
    private final Runnable job;
    private Duration next;

    Repetition(Duration pause, Duration pauseMax, String name, Runnable job) {
      this.pause = pause;
      this.pauseMax = pauseMax;
      this.name = name;
      this.job = job;
      this.next = pause;
    }

    @Override
    public void run() {
      next = succeeds(name, job) ? pause : shorter(next.multipliedBy(2), pauseMax);
      begin(this, next);
    }

    private static Duration shorter(Duration one, Duration other) {
      return one.compareTo(other) < 0 ? one : other;
    }
  }

  private boolean succeeds(String name, Runnable job) {
    try {
      job.run();
      if (faults.remove(name) != null) {
        log.info("Job works again: job={}", name);
      }
      return true;
    } catch (StoreException e) {
      failed(name, e.reason());
    } catch (LakeException.Wrong e) {
      broken(name, e.reason(), e);
    } catch (LakeException e) {
      failed(name, e.reason());
    } catch (RuntimeException e) {
      broken(name, e.toString(), e);
    }
    return false;
  }

  private void failed(String name, String reason) {
    if (faults.put(name, reason) == null && !threads.isShutdown()) {
      log.warn("Job failed and is tried again: job={} reason={}", name, reason);
    }
  }

  private void broken(String name, String reason, RuntimeException cause) {
    if (faults.put(name, reason) == null && !threads.isShutdown()) {
      log.error("Job failed and is tried again: job={}", name, cause);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("A job did not stop in time");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
