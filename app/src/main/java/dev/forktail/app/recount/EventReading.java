package dev.forktail.app.recount;

import dev.forktail.app.query.QuerySettings;
import dev.forktail.duckdb.process.ChildConfig;
import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.duckdb.query.DuckDbSqlEngine;
import dev.forktail.duckdb.query.DuckDbSqlGuard;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.query.SqlException;
import dev.forktail.engine.query.SqlQueries;
import dev.forktail.lake.Lake;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.export.PostgresLakeCatalog;
import dev.forktail.postgres.export.PostgresPromotedProperties;
import dev.forktail.postgres.query.PostgresEventSnapshots;
import dev.forktail.postgres.query.PostgresSqlViews;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// Reads all stored events for long jobs of the server's own: with a DuckDB child that lives as
/// long as the job. One job reads at a time, so that they take one child's memory together.
///
/// - **Threads.** Safe for concurrent use; blocks; an interrupt ends it.
public final class EventReading {
  private static final Duration CHILD_WAIT_MAX = Duration.ofSeconds(30);
  private static final long CHILD_TEMPORARY_BYTES_MAX = 4L << 30;
  private static final long CHILD_HEAP_BYTES = 256L << 20;

  /// Behind intake and behind statements that somebody waits for.
  private static final int CHILD_NICENESS = 15;

  private final QuerySettings settings;
  private final Path work;
  private final PostgresDatabase database;
  private final LakeRoot root;
  private final ReentrantLock turn = new ReentrantLock(true);

  /// @param settings what the child may take
  /// @param work a folder of nobody else
  public EventReading(QuerySettings settings, Path work, PostgresDatabase database, LakeRoot root) {
    this.settings = settings;
    this.work = work;
    this.database = database;
    this.root = root;
  }

  /// Does `job`, when those before it are done.
  public <T> T read(Function<SqlQueries, T> job) {
    try {
      turn.lockInterruptibly();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new SqlException.Cancelled("Stopped while it waited for its turn");
    }
    try (var children = ChildPool.open(childConfig())) {
      return job.apply(queries(children));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot prepare DuckDB: folder=" + work, e);
    } finally {
      turn.unlock();
    }
  }

  private SqlQueries queries(ChildPool children) {
    var promoted = new PostgresPromotedProperties(database);
    var lake = Lake.at(root, new PostgresLakeCatalog(database), UUID::randomUUID);
    return new SqlQueries(
        new DuckDbSqlGuard(children),
        new PostgresEventSnapshots(database),
        lake.versions(),
        new DuckDbSqlEngine(children),
        promoted::schema,
        new PostgresSqlViews(database),
        System::nanoTime,
        1);
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
