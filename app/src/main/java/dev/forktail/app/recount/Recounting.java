package dev.forktail.app.recount;

import dev.forktail.app.LongJobs;
import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.query.SqlException;
import dev.forktail.engine.result.recount.RecountControl;
import dev.forktail.engine.result.recount.RecountOutcome;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The part of a server that recounts results: one at a time, on a thread of its own, when somebody
/// asks for it and at night.
public final class Recounting implements RecountControl, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Recounting.class);

  private record Subject(ProjectId project, ExperimentKey experiment) {}

  private final RecountParts parts;
  private final LongJobs<Subject, Task> jobs = new LongJobs<>("recount");

  public Recounting(RecountParts parts) {
    this.parts = parts;
  }

  @Override
  public Optional<Task> begin(ProjectId project, ExperimentKey experiment, boolean repair) {
    var subject = new Subject(project, experiment);
    return jobs.begin(
        subject,
        id -> new Task(id, true, 0, 0, null, ""),
        id -> standing -> recount(subject, repair, id, standing));
  }

  @Override
  public Optional<Task> findLast(ProjectId project, ExperimentKey experiment) {
    return jobs.findLast(new Subject(project, experiment));
  }

  private void recount(Subject subject, boolean repair, long id, Consumer<Task> standing) {
    try {
      var outcome =
          parts.recount(
              subject.project(),
              subject.experiment(),
              repair,
              (events, expected) ->
                  standing.accept(new Task(id, true, events, expected, null, "")));
      standing.accept(done(id, outcome));
    } catch (StoreException | SqlException | UncheckedIOException e) {
      log.warn("A recount has failed: experiment={}", subject.experiment(), e);
      standing.accept(new Task(id, false, 0, 0, null, String.valueOf(e.getMessage())));
    }
  }

  private static Task done(long id, RecountOutcome outcome) {
    long events = outcome instanceof RecountOutcome.Compared compared ? compared.events() : 0;
    return new Task(id, false, events, events, outcome, "");
  }

  /// Recounts each running experiment that was not since last night, one after the other, and puts
  /// right what differs; does nothing while another recount is running.
  public void recountOfTheNight() {
    jobs.beginQuietly(
        () -> {
          try {
            parts.recountOfTheNight();
          } catch (StoreException | SqlException | UncheckedIOException e) {
            log.warn("Results are recounted later: {}", e.getMessage());
          }
        });
  }

  @Override
  public void close() {
    jobs.close();
  }
}
