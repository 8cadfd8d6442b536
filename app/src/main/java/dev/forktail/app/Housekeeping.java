package dev.forktail.app;

import dev.forktail.engine.event.StoreException;
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
final class Housekeeping implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration STOP_MAX = Duration.ofSeconds(10);

  private final ScheduledExecutorService threads =
      new ScheduledThreadPoolExecutor(
          2,
          Thread.ofPlatform().daemon().name("house-", 0).factory(),
          new ThreadPoolExecutor.DiscardPolicy());
  private final Map<String, String> faults = new ConcurrentHashMap<>();

  /// Runs `job` now and then again `pause` after each run.
  void every(Duration pause, String name, Runnable job) {
    // Failures end in `run`, so the future has nothing to say.
    var _ =
        threads.scheduleWithFixedDelay(
            () -> run(name, job), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// What failed when it was last tried, by job; empty when all went well.
  Optional<String> fault() {
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
      if (faults.put(name, e.reason()) == null) {
        log.warn("Job failed and is tried again: job={} reason={}", name, e.reason());
      }
    } catch (RuntimeException e) {
      if (faults.put(name, e.toString()) == null) {
        log.error("Job failed and is tried again: job={}", name, e);
      }
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
