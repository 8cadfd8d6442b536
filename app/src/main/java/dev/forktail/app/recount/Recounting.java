package dev.forktail.app.recount;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.query.SqlException;
import dev.forktail.engine.result.recount.RecountControl;
import dev.forktail.engine.result.recount.RecountOutcome;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The part of a server that recounts results: one at a time, on a thread of its own, when somebody
/// asks for it and at night.
public final class Recounting implements RecountControl, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Recounting.class);
  private static final Duration STOP_MAX = Duration.ofSeconds(10);

  private record Subject(ProjectId project, ExperimentKey experiment) {}

  private final RecountParts parts;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("recount").factory());
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicLong last = new AtomicLong();
  private final Map<Subject, Task> tasks = new ConcurrentHashMap<>();

  public Recounting(RecountParts parts) {
    this.parts = parts;
  }

  @Override
  public Optional<Task> begin(ProjectId project, ExperimentKey experiment) {
    if (!busy.compareAndSet(false, true)) {
      return Optional.empty();
    }
    var subject = new Subject(project, experiment);
    var task = new Task(last.incrementAndGet(), true, 0, 0, null, "");
    tasks.put(subject, task);
    thread.execute(() -> recount(subject, task.id()));
    return Optional.of(task);
  }

  @Override
  public Optional<Task> findLast(ProjectId project, ExperimentKey experiment) {
    return Optional.ofNullable(tasks.get(new Subject(project, experiment)));
  }

  private void recount(Subject subject, long id) {
    try {
      var outcome =
          parts.recount(
              subject.project(),
              subject.experiment(),
              false,
              (events, expected) ->
                  tasks.put(subject, new Task(id, true, events, expected, null, "")));
      tasks.put(subject, done(id, outcome));
    } catch (StoreException | SqlException | UncheckedIOException e) {
      log.warn("A recount has failed: experiment={}", subject.experiment(), e);
      tasks.put(subject, new Task(id, false, 0, 0, null, String.valueOf(e.getMessage())));
    } finally {
      busy.set(false);
    }
  }

  private static Task done(long id, RecountOutcome outcome) {
    long events = outcome instanceof RecountOutcome.Compared compared ? compared.events() : 0;
    return new Task(id, false, events, events, outcome, "");
  }

  /// Recounts each running experiment that was not since last night, one after the other, and puts
  /// right what differs; does nothing while another recount is running.
  public void recountOfTheNight() {
    if (busy.compareAndSet(false, true)) {
      thread.execute(
          () -> {
            try {
              parts.recountOfTheNight();
            } catch (StoreException | SqlException | UncheckedIOException e) {
              log.warn("Results are recounted later: {}", e.getMessage());
            } finally {
              busy.set(false);
            }
          });
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("A recount did not stop in time");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
