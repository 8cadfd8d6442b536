package dev.forktail.app.aacheck;

import dev.forktail.app.LongJobs;
import dev.forktail.app.recount.RunEvents;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.MetricCatalog;
import dev.forktail.engine.metric.StoredMetric;
import dev.forktail.engine.query.SqlException;
import dev.forktail.engine.result.aacheck.AaCheckControl;
import dev.forktail.engine.result.aacheck.AaCheckOutcome;
import dev.forktail.engine.result.aacheck.AaCheckRequest;
import dev.forktail.engine.result.aacheck.AaChecks;
import dev.forktail.engine.result.aacheck.StoredPast;
import dev.forktail.engine.result.report.ReportSettings;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.query.PostgresEventSnapshots;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The part of a server that checks metrics on past units when somebody asks for it.
public final class AaChecking implements AaCheckControl, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AaChecking.class);

  private final RunEvents events;
  private final PostgresDatabase database;
  private final Supplier<MetricCatalog> metrics;
  private final Path work;
  private final InstantSource clock;
  private final LongJobs<ProjectId, Task> jobs = new LongJobs<>("aa-check");

  /// @param work a folder of nobody else
  public AaChecking(
      RunEvents events,
      PostgresDatabase database,
      Supplier<MetricCatalog> metrics,
      Path work,
      InstantSource clock) {
    this.events = events;
    this.database = database;
    this.metrics = metrics;
    this.work = work;
    this.clock = clock;
  }

  @Override
  public Optional<Task> begin(ProjectId project, AaCheckRequest request) {
    return jobs.begin(
        project, Task::begun, id -> standing -> check(project, request, id, standing));
  }

  @Override
  public Optional<Task> findLast(ProjectId project) {
    return jobs.findLast(project);
  }

  private void check(ProjectId project, AaCheckRequest request, long id, Consumer<Task> standing) {
    try {
      var outcome =
          check(
              project,
              request,
              progress -> standing.accept(new Task(id, true, progress, null, "")));
      standing.accept(new Task(id, false, new Progress(0, 0, outcome.salts()), outcome, ""));
    } catch (StoreException | SqlException | UncheckedIOException | WrongMetricException e) {
      log.warn("An A/A check has failed: project={}", project, e);
      standing.accept(
          new Task(id, false, new Progress(0, 0, 0), null, String.valueOf(e.getMessage())));
    }
  }

  private AaCheckOutcome check(ProjectId project, AaCheckRequest request, Listener listener) {
    var wanted = wanted(metrics.get().list(project), request);
    return events.ask(
        (queries, timeMax) -> {
          var past = new StoredPast(queries, new PostgresEventSnapshots(database), timeMax);
          return new AaChecks(past, work, ReportSettings.standard(), clock)
              .check(project, request, wanted, listener);
        });
  }

  private static List<Metric> wanted(List<StoredMetric> present, AaCheckRequest request) {
    if (request.metrics().isEmpty()) {
      var all = present.stream().filter(stored -> !stored.archived()).toList();
      if (all.isEmpty()) {
        throw new WrongMetricException(
            "There is no metric yet: define one with POST /api/metrics.");
      }
      return all.stream().limit(AaCheckRequest.METRICS_MAX).map(StoredMetric::metric).toList();
    }
    return request.metrics().stream()
        .map(
            key ->
                present.stream()
                    .filter(stored -> stored.key().equals(key))
                    .findFirst()
                    .orElseThrow(() -> new WrongMetricException("There is no metric " + key + "."))
                    .metric())
        .toList();
  }

  /// What was asked for is not there.
  private static final class WrongMetricException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongMetricException(String message) {
      super(message);
    }
  }

  @Override
  public void close() {
    jobs.close();
  }
}
