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
/// tried again next time. Once it is closed nothing is begun.
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
    // Failures end in `run`, so the future has nothing to say.
    var _ =
        threads.scheduleWithFixedDelay(
            () -> run(name, job), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// What failed when it was last tried, by job; empty when all went well.
  public Optional<String> fault() {
    return new TreeMap<>(faults)
        .entrySet().stream().map(entry -> entry.getKey() + ": " + entry.getValue()).findFirst();
  }

  private void run(String name, Runnable job) {
    try {
      job.run();
      if (faults.remove(name) != null) {
        log.info("Job works again: job={}", name);
      }
    } catch (StoreException e) {
      failed(name, e.reason());
    } catch (LakeException.Wrong e) {
      broken(name, e.reason(), e);
    } catch (LakeException e) {
      failed(name, e.reason());
    } catch (RuntimeException e) {
      broken(name, e.toString(), e);
    }
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
