package dev.forktail.app;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Jobs of minutes that somebody asks for, one at a time on a thread of its own. How the last of
/// each subject stands can be asked at any time.
///
/// - **Threads.** Safe for concurrent use; never blocks, but [#close] waits.
public final class LongJobs<S, T> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LongJobs.class);
  private static final Duration STOP_MAX = Duration.ofSeconds(10);

  private final String name;
  private final ExecutorService thread;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicLong last = new AtomicLong();
  private final Map<S, T> tasks = new ConcurrentHashMap<>();

  /// @param name of the thread
  public LongJobs(String name) {
    this.name = name;
    this.thread =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
  }

  /// A job, which says how it stands as often as it likes. It answers for its own failures.
  @FunctionalInterface
  public interface Job<T> {
    void run(Consumer<T> standing);
  }

  /// Begins a job about `subject`; empty while another is running.
  ///
  /// @param begun how it stands at first, by its number
  /// @param job what is to be done, by its number
  public Optional<T> begin(S subject, LongFunction<T> begun, LongFunction<Job<T>> job) {
    if (!busy.compareAndSet(false, true)) {
      return Optional.empty();
    }
    long id = last.incrementAndGet();
    var task = begun.apply(id);
    tasks.put(subject, task);
    execute(() -> job.apply(id).run(standing -> tasks.put(subject, standing)));
    return Optional.of(task);
  }

  /// Begins a job that nobody asks about; does nothing while another is running.
  public void beginQuietly(Runnable job) {
    if (busy.compareAndSet(false, true)) {
      execute(job);
    }
  }

  private void execute(Runnable job) {
    thread.execute(
        () -> {
          try {
            job.run();
          } finally {
            busy.set(false);
          }
        });
  }

  /// How the last job about `subject` stands.
  public Optional<T> findLast(S subject) {
    return Optional.ofNullable(tasks.get(subject));
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("A job did not stop in time: {}", name);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
