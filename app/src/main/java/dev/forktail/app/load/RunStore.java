package dev.forktail.app.load;

import dev.forktail.engine.audit.DeliveryAudit;
import dev.forktail.engine.audit.DeliveryAudit.Delivery;
import dev.forktail.engine.audit.DeliveryAudit.SentId;
import dev.forktail.engine.audit.DeliveryAudit.SentLedger;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyHash;
import dev.forktail.engine.project.ProjectCatalog.Project;
import dev.forktail.engine.rollup.Rollups;
import dev.forktail.postgres.PostgresConfig;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.audit.PostgresDeliveryAudit;
import dev.forktail.postgres.project.PostgresProjectCatalog;
import dev.forktail.postgres.query.PostgresRollups;
import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/// The event database of the server under load, as the project of the write key sees it.
final class RunStore implements AutoCloseable {
  private final PostgresDatabase database;
  private final ProjectId project;
  private final DeliveryAudit audit;

  private RunStore(PostgresDatabase database, ProjectId project) {
    this.database = database;
    this.project = project;
    this.audit = new PostgresDeliveryAudit(database);
  }

  /// The project of `key`. The keys of a demo are in no database: they belong to the first project.
  ///
  /// @throws IOException when there is no project
  static RunStore open(PostgresConfig config, String key, Instant now) throws IOException {
    var database = PostgresDatabase.open(config, now);
    var catalog = new PostgresProjectCatalog(database);
    var access = Optional.ofNullable(catalog.keys().get(KeyHash.of(key)));
    var project =
        access
            .map(Access::project)
            .or(() -> catalog.projects().stream().findFirst().map(Project::id));
    if (project.isEmpty()) {
      database.close();
      throw new IOException("There is no project in the database at " + config.url());
    }
    return new RunStore(database, project.get());
  }

  ProjectId project() {
    return project;
  }

  Rollups rollups() {
    return new PostgresRollups(database);
  }

  /// No event that is sent from now on is in a slice before this.
  long openSlice() {
    return audit.openSlice();
  }

  /// Counts what of `recorded` is stored.
  Delivery recount(RecordedRun recorded, Consumer<String> progress) {
    var sent =
        new SentLedger(project, recorded.run().prefix(), recorded.sinceSlice(), idsOf(recorded));
    return audit.compare(sent, progress);
  }

  @Override
  public void close() {
    database.close();
  }

  /// Every id that left and was not refused for good: a refused one that is stored is a phantom.
  private static Iterator<SentId> idsOf(RecordedRun recorded) {
    return LongStream.range(0, recorded.requests())
        .filter(request -> mayBeStored(recorded.outcome(request)))
        .boxed()
        .flatMap(
            request -> {
              long first = request * recorded.batch();
              boolean acked = recorded.outcome(request) == RecordedRun.Outcome.ACKNOWLEDGED;
              return LongStream.range(first, first + recorded.batch())
                  .mapToObj(number -> new SentId(recorded.run().messageId(number), acked));
            })
        .iterator();
  }

  private static boolean mayBeStored(RecordedRun.Outcome outcome) {
    return switch (outcome) {
      case ACKNOWLEDGED, UNKNOWN -> true;
      case REFUSED, NOT_SENT -> false;
    };
  }
}
