package dev.forktail.app.recount;

import dev.forktail.app.query.QuerySettings;
import dev.forktail.duckdb.process.ChildConfig;
import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.duckdb.query.DuckDbSqlEngine;
import dev.forktail.duckdb.query.DuckDbSqlGuard;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.query.SqlQueries;
import dev.forktail.engine.result.recount.RawEvents;
import dev.forktail.lake.Lake;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.export.PostgresLakeCatalog;
import dev.forktail.postgres.export.PostgresPromotedProperties;
import dev.forktail.postgres.query.PostgresEventSnapshots;
import dev.forktail.postgres.query.PostgresSqlViews;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// All events of runs, read by a DuckDB child that lives only meanwhile. One reads at a time,
/// others wait for their turn, so the memory is that of one.
///
/// - **Threads.** Safe for concurrent use; an interrupt ends the reading.
public final class RunEvents {
  private static final Duration CHILD_WAIT_MAX = Duration.ofSeconds(30);
  private static final long CHILD_TEMPORARY_BYTES_MAX = 4L << 30;
  private static final long CHILD_HEAP_BYTES = 256L << 20;

  /// Behind intake and behind statements that somebody waits for.
  private static final int CHILD_NICENESS = 15;

  private final QuerySettings settings;
  private final Duration timeMax;
  private final Path folder;
  private final PostgresDatabase database;
  private final LakeRoot root;
  private final ReentrantLock turn = new ReentrantLock();

  /// @param settings what the child may take
  /// @param timeMax of one reading: no longer than files stay for whoever has begun to read
  /// @param folder of nobody else
  public RunEvents(
      QuerySettings settings,
      Duration timeMax,
      Path folder,
      PostgresDatabase database,
      LakeRoot root) {
    this.settings = settings;
    this.timeMax = timeMax;
    this.folder = folder;
    this.database = database;
    this.root = root;
  }

  /// What `reading` makes of them.
  public <T> T read(Function<RawEvents, T> reading) {
    return ask((queries, max) -> reading.apply(new RawEvents(queries, max)));
  }

  /// Asks of them what is not about one run alone.
  public interface Asking<T> {
    /// Asks.
    ///
    /// @param timeMax of one statement
    T with(SqlQueries queries, Duration timeMax);
  }

  /// What `asking` makes of them.
  public <T> T ask(Asking<T> asking) {
    awaitTurn();
    try (var children = ChildPool.open(childConfig())) {
      return asking.with(queries(children), timeMax);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot prepare DuckDB: folder=" + folder, e);
    } finally {
      turn.unlock();
    }
  }

  private void awaitTurn() {
    try {
      turn.lockInterruptibly();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(
          new InterruptedIOException("Stopped while others read events: folder=" + folder));
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
        folder,
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
