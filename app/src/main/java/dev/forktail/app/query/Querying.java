package dev.forktail.app.query;

import dev.forktail.duckdb.process.ChildConfig;
import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.duckdb.query.DuckDbSqlEngine;
import dev.forktail.duckdb.query.DuckDbSqlGuard;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.query.RunningQueries;
import dev.forktail.engine.query.SqlQueries;
import dev.forktail.lake.Lake;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.export.PostgresLakeCatalog;
import dev.forktail.postgres.query.PostgresEventSnapshots;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Routes;
import dev.forktail.web.query.QueryLimits;
import dev.forktail.web.query.SqlRoutes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/// The part of a server that answers SQL: DuckDB children of its own, which wait for statements.
public final class Querying implements AutoCloseable {
  private static final Duration CHILD_WAIT_MAX = Duration.ofSeconds(30);
  private static final long CHILD_TEMPORARY_BYTES_MAX = 4L << 30;

  private final QuerySettings settings;
  private final ChildPool children;
  private final SqlQueries queries;
  private final Path work;
  private final Pages statements;

  private Querying(QuerySettings settings, ChildPool children, SqlQueries queries, Path work) {
    this.settings = settings;
    this.children = children;
    this.queries = queries;
    this.work = work;
    this.statements = new Pages(settings.atOnceMax());
  }

  /// Starts the children, and asks `database` for nothing yet.
  ///
  /// @param work a folder of nobody else
  public static Querying open(
      QuerySettings settings, Path work, PostgresDatabase database, LakeRoot root)
      throws IOException {
    var children = ChildPool.open(childConfig(settings, work.resolve("children")));
    var lake = Lake.at(root, new PostgresLakeCatalog(database), UUID::randomUUID);
    var queries =
        new SqlQueries(
            new DuckDbSqlGuard(children),
            new PostgresEventSnapshots(database),
            lake.versions(),
            new DuckDbSqlEngine(children),
            LakeSchema::plain,
            System::nanoTime);
    return new Querying(settings, children, queries, work.resolve("results"));
  }

  private static ChildConfig childConfig(QuerySettings settings, Path work) {
    return new ChildConfig(
        work,
        settings.childMemoryBytes(),
        settings.childThreads(),
        CHILD_TEMPORARY_BYTES_MAX,
        settings.children(),
        1,
        CHILD_WAIT_MAX);
  }

  /// Mounts `/v1/query` and what belongs to it.
  public void addTo(Routes routes, KeyRing keys, Pages pages) {
    var limits =
        new QueryLimits(settings.timeMax(), settings.rowsShown(), settings.resultBytesMax(), work);
    var running = new RunningQueries(() -> UUID.randomUUID().toString(), InstantSource.system());
    new SqlRoutes(queries, running, keys, limits).addTo(routes, statements, pages);
  }

  /// Ends all statements.
  @Override
  public void close() {
    children.close();
    statements.close();
  }
}
