package dev.forktail.app.query;

import dev.forktail.app.children.LazyPool;
import dev.forktail.duckdb.process.ChildConfig;
import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.duckdb.query.DuckDbSqlEngine;
import dev.forktail.duckdb.query.DuckDbSqlGuard;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.PromotedProperties;
import dev.forktail.engine.metric.trial.MetricTrials;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.query.DimensionCounts;
import dev.forktail.engine.query.EventCounts;
import dev.forktail.engine.query.EventQueries;
import dev.forktail.engine.query.EventQueries.NameCount;
import dev.forktail.engine.query.RunningQueries;
import dev.forktail.engine.query.SqlException;
import dev.forktail.engine.query.SqlLimits;
import dev.forktail.engine.query.SqlQueries;
import dev.forktail.lake.Lake;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.export.PostgresLakeCatalog;
import dev.forktail.postgres.export.PostgresPromotedProperties;
import dev.forktail.postgres.query.PostgresDimensionRollups;
import dev.forktail.postgres.query.PostgresEventSnapshots;
import dev.forktail.postgres.query.PostgresRollups;
import dev.forktail.postgres.query.PostgresSqlViews;
import dev.forktail.web.export.PropertyRoutes;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Routes;
import dev.forktail.web.query.QueryLimits;
import dev.forktail.web.query.QueryRoutes;
import dev.forktail.web.query.SqlRoutes;
import dev.forktail.web.query.ViewRoutes;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The part of a server that answers SQL: DuckDB children of its own, which wait for statements.
public final class Querying implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Querying.class);
  private static final int NAMES_MAX = 1_000;
  private static final Duration CHILD_WAIT_MAX = Duration.ofSeconds(30);
  private static final long CHILD_TEMPORARY_BYTES_MAX = 4L << 30;

  /// The driver holds 2,048 whole rows at a time.
  private static final long CHILD_HEAP_BYTES = 256L << 20;

  /// What one answer of counts may have; it is gathered in memory.
  private static final long COUNTS_MAX = 500_000;

  private static final long COUNTS_BYTES_MAX = 64L << 20;

  /// Behind intake, before the export.
  private static final int CHILD_NICENESS = 10;

  private final QuerySettings settings;
  private final LazyPool children;
  private final SqlQueries queries;
  private final PromotedProperties promoted;
  private final QueryRoutes.Counting counting;
  private final Path results;

  private Querying(
      QuerySettings settings,
      LazyPool children,
      SqlQueries queries,
      PromotedProperties promoted,
      QueryRoutes.Counting counting,
      Path results) {
    this.settings = settings;
    this.children = children;
    this.queries = queries;
    this.promoted = promoted;
    this.counting = counting;
    this.results = results;
  }

  /// Answers from `database` and the lake at `root`, neither of which is asked for anything yet.
  ///
  /// @param work a folder of nobody else
  public static Querying of(
      QuerySettings settings, Path work, PostgresDatabase database, LakeRoot root) {
    var children = new LazyPool(childConfig(settings, work.resolve("children")));
    var promoted = new PostgresPromotedProperties(database);
    var lake = Lake.at(root, new PostgresLakeCatalog(database), UUID::randomUUID);
    var queries =
        new SqlQueries(
            (sql, catalog) -> new DuckDbSqlGuard(pool(children)).check(sql, catalog),
            new PostgresEventSnapshots(database),
            lake.versions(),
            (run, out) -> new DuckDbSqlEngine(pool(children)).run(run, out),
            promoted::schema,
            new PostgresSqlViews(database),
            System::nanoTime,
            settings.children());
    var limits = new SqlLimits(settings.timeMax(), COUNTS_MAX, COUNTS_BYTES_MAX);
    var names = new EventCounts(new PostgresRollups(database), queries, limits);
    var values = new DimensionCounts(new PostgresDimensionRollups(database), queries, limits);
    var counting = new QueryRoutes.Counting(names::counts, values::counts);
    return new Querying(settings, children, queries, promoted, counting, work.resolve("results"));
  }

  private static ChildPool pool(LazyPool children) {
    try {
      return children.get();
    } catch (UncheckedIOException e) {
      throw new SqlException.Unavailable(String.valueOf(e.getMessage()), e);
    }
  }

  private static ChildConfig childConfig(QuerySettings settings, Path work) {
    return new ChildConfig(
        work,
        settings.childMemoryBytes(),
        settings.childThreads(),
        CHILD_TEMPORARY_BYTES_MAX,
        settings.children(),
        1,
        CHILD_WAIT_MAX,
        CHILD_HEAP_BYTES,
        CHILD_NICENESS);
  }

  /// Gets the first child ready, in the background, unless it is to wait for the first statement.
  public void warm() {
    if (settings.warm()) {
      Thread.ofVirtual().name("warm-query").start(this::tryWarm);
    }
  }

  private void tryWarm() {
    try {
      var _ = children.get();
    } catch (UncheckedIOException e) {
      log.warn("Statements cannot be answered yet: {}", e.getMessage());
    }
  }

  /// Counts over all ages.
  public QueryRoutes.Counting counting() {
    return counting;
  }

  /// Tries metrics.
  ///
  /// @param events knows their names
  public MetricTrials trials(EventQueries events) {
    return new MetricTrials(
        queries::answer,
        (project, from, to) ->
            events.topNames(project, from, to, NAMES_MAX).stream().map(NameCount::name).toList(),
        InstantSource.system());
  }

  /// How many statements may run or wait.
  public int atOnceMax() {
    return settings.atOnceMax();
  }

  /// Mounts `/v1/query` and what belongs to it, and `/v1/properties`.
  public void addTo(Routes routes, KeyRing keys, Pages statements, Pages pages) {
    var limits =
        new QueryLimits(
            settings.timeMax(), settings.rowsShown(), settings.resultBytesMax(), results);
    var running = new RunningQueries(() -> UUID.randomUUID().toString(), InstantSource.system());
    new SqlRoutes(queries, running, keys, limits).addTo(routes, statements, pages);
    var trying = new SqlLimits(settings.timeMax(), 1, settings.resultBytesMax());
    new ViewRoutes(queries, trying, keys).addTo(routes, statements, pages);
    new PropertyRoutes(promoted, keys, pages).addTo(routes);
  }

  /// What answers statements.
  public SqlQueries queries() {
    return queries;
  }

  /// Ends all statements.
  @Override
  public void close() {
    children.close();
  }
}
