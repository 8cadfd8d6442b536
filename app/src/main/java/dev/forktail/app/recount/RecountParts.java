package dev.forktail.app.recount;

import dev.forktail.app.query.QuerySettings;
import dev.forktail.assignment.ExperimentKey;
import dev.forktail.duckdb.process.ChildConfig;
import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.duckdb.query.DuckDbSqlEngine;
import dev.forktail.duckdb.query.DuckDbSqlGuard;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.query.SqlQueries;
import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.recount.RawEvents;
import dev.forktail.engine.result.recount.RecountDiary;
import dev.forktail.engine.result.recount.RecountOutcome;
import dev.forktail.engine.result.recount.RecountProgress;
import dev.forktail.engine.result.recount.ResultRecounts;
import dev.forktail.lake.Lake;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.export.PostgresLakeCatalog;
import dev.forktail.postgres.export.PostgresPromotedProperties;
import dev.forktail.postgres.query.PostgresEventSnapshots;
import dev.forktail.postgres.query.PostgresSqlViews;
import dev.forktail.postgres.result.PostgresRecountDiary;
import dev.forktail.postgres.result.PostgresTotalsSnapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What recounts are made of: the event database, the lake, and a DuckDB child that lives as long
/// as one of them.
public final class RecountParts {
  private static final Logger log = LoggerFactory.getLogger(RecountParts.class);
  private static final Duration CHILD_WAIT_MAX = Duration.ofSeconds(30);
  private static final long CHILD_TEMPORARY_BYTES_MAX = 4L << 30;
  private static final long CHILD_HEAP_BYTES = 256L << 20;

  /// Behind intake and behind statements that somebody waits for.
  private static final int CHILD_NICENESS = 15;

  /// UTC: when most of a day's late events are there and few people watch.
  private static final int NIGHT_HOUR = 3;

  private final QuerySettings settings;
  private final Duration timeMax;
  private final Path work;
  private final PostgresDatabase database;
  private final LakeRoot root;
  private final InstantSource clock;

  /// @param settings what the child may take
  /// @param timeMax of one recount: no longer than files stay for whoever has begun to read
  /// @param work a folder of nobody else
  public RecountParts(
      QuerySettings settings,
      Duration timeMax,
      Path work,
      PostgresDatabase database,
      LakeRoot root,
      InstantSource clock) {
    this.settings = settings;
    this.timeMax = timeMax;
    this.work = work;
    this.database = database;
    this.root = root;
    this.clock = clock;
  }

  RecountOutcome recount(
      ProjectId project, ExperimentKey experiment, boolean repair, RecountProgress progress) {
    try (var children = ChildPool.open(childConfig())) {
      return recounts(children).recount(project, experiment, repair, progress);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot prepare DuckDB: folder=" + work, e);
    }
  }

  void recountOfTheNight() {
    var night = lastNight(clock.instant());
    var diary = new PostgresRecountDiary(database);
    for (var run : new PostgresTotalsSnapshots(database).runs()) {
      if (isDue(run, night, diary)) {
        report(run, recount(run.project(), run.experiment(), true, (_, _) -> {}));
      }
    }
  }

  private static Instant lastNight(Instant now) {
    var today = now.truncatedTo(ChronoUnit.DAYS).plus(NIGHT_HOUR, ChronoUnit.HOURS);
    return today.isAfter(now) ? today.minus(1, ChronoUnit.DAYS) : today;
  }

  private static boolean isDue(Run run, Instant night, RecountDiary diary) {
    return run.ended() == null
        && run.started().isBefore(night)
        && diary.list(run.project(), run.experiment(), 1).stream()
            .noneMatch(entry -> !entry.asOf().isBefore(night) && entry.isRight());
  }

  private static void report(Run run, RecountOutcome outcome) {
    if (outcome instanceof RecountOutcome.Compared compared) {
      if (compared.differences().isEmpty()) {
        log.info(
            "Results are what their events come to: project={} experiment={} events={} rows={}",
            run.project(),
            run.experiment(),
            compared.events(),
            compared.rows());
      } else {
        log.error(
            "Results were not what their events come to and were put right: project={}"
                + " experiment={} rows={} first={}",
            run.project(),
            run.experiment(),
            compared.differences().size(),
            compared.differences().getFirst());
      }
    }
  }

  private ResultRecounts recounts(ChildPool children) {
    var promoted = new PostgresPromotedProperties(database);
    var lake = Lake.at(root, new PostgresLakeCatalog(database), UUID::randomUUID);
    var queries =
        new SqlQueries(
            new DuckDbSqlGuard(children),
            new PostgresEventSnapshots(database),
            lake.versions(),
            new DuckDbSqlEngine(children),
            promoted::schema,
            new PostgresSqlViews(database),
            System::nanoTime,
            1);
    return new ResultRecounts(
        new PostgresTotalsSnapshots(database),
        new RawEvents(queries, timeMax),
        new PostgresRecountDiary(database),
        work.resolve("units"));
  }

  private ChildConfig childConfig() {
    return new ChildConfig(
        work.resolve("children"),
        settings.childMemoryBytes(),
        settings.childThreads(),
        CHILD_TEMPORARY_BYTES_MAX,
        1,
        1,
        CHILD_WAIT_MAX,
        CHILD_HEAP_BYTES,
        CHILD_NICENESS);
  }
}
