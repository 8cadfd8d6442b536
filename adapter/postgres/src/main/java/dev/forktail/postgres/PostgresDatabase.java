package dev.forktail.postgres;

import com.zaxxer.hikari.HikariDataSource;
import dev.forktail.engine.event.StoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongConsumer;
import org.postgresql.PGConnection;

/// The event database: a small pool for catalogs and queries, another one for snapshots, and
/// connections of their own for lanes.
///
/// - **Failure.** One of [StoreException].
/// - **Threads.** Safe for concurrent use; blocks.
public final class PostgresDatabase implements AutoCloseable {
  /// A snapshot keeps the database from forgetting former versions of rows, so there are few and
  /// not for long.
  private static final int SNAPSHOTS_MAX = 8;

  private static final Duration SNAPSHOT_PATIENCE = Duration.ofSeconds(60);

  private final PostgresConfig config;
  private final HikariDataSource pool;
  private final HikariDataSource snapshots;
  private final LongConsumer background;

  private PostgresDatabase(
      PostgresConfig config,
      HikariDataSource pool,
      HikariDataSource snapshots,
      LongConsumer background) {
    this.config = config;
    this.pool = pool;
    this.snapshots = snapshots;
    this.background = background;
  }

  /// The database at `config`, which may be away: nothing waits for it here. [#prepare] comes
  /// before everything else that is asked of it.
  public static PostgresDatabase at(PostgresConfig config) {
    return at(config, _ -> {});
  }

  /// The same, and `background` is told the process id of each backend that reads much and may
  /// wait, for a snapshot or a long job; it may be told more than once, and must not fail.
  public static PostgresDatabase at(PostgresConfig config, LongConsumer background) {
    return new PostgresDatabase(
        config,
        ConnectionPools.common(config),
        ConnectionPools.snapshots(config, SNAPSHOTS_MAX, SNAPSHOT_PATIENCE),
        background);
  }

  /// The database at `config`, prepared.
  public static PostgresDatabase open(PostgresConfig config, Instant now) {
    var database = at(config);
    try {
      database.prepare(now);
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /// Asks for a connection, for up to the time that callers of the pool wait.
  public Reach reach() {
    try (var _ = pool.getConnection()) {
      return new Reach.Answers();
    } catch (SQLException e) {
      var failure =
          new StoreException.Unavailable(
              "Cannot reach the event database at " + config.url() + ": " + rootMessage(e), e);
      return SqlFailure.isAbsence(e) ? new Reach.Away(failure) : new Reach.Denied(failure);
    }
  }

  /// Brings the schema up to date and, when the database is new, opens the first slice at `now`.
  public void prepare(Instant now) {
    switch (reach()) {
      case Reach.Answers() -> Migrations.run(pool);
      case Reach.Away(var failure) -> throw failure;
      case Reach.Denied(var failure) -> throw failure;
    }
    transact(
        "open the first slice",
        connection -> {
          StoreTables.openFirst(connection, now);
          return true;
        });
  }

  private static String rootMessage(Throwable e) {
    return e.getCause() == null ? String.valueOf(e.getMessage()) : rootMessage(e.getCause());
  }

  /// Does `work` statement by statement, each its own transaction. `cannot` begins the sentence of
  /// a failure: "Cannot list slices".
  public <T> T call(String cannot, SqlWork<T> work) {
    try (var connection = pool.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw SqlFailure.of("Cannot " + cannot, e);
    }
  }

  /// Does `work` in one transaction.
  public <T> T transact(String cannot, SqlWork<T> work) {
    try (var connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      T result = workOn(connection, work);
      commit(connection, cannot);
      return result;
    } catch (SQLException e) {
      throw SqlFailure.of("Cannot " + cannot, e);
    }
  }

  private static <T> T workOn(Connection connection, SqlWork<T> work) throws SQLException {
    try {
      return work.on(connection);
    } catch (SQLException | RuntimeException e) {
      Rollback.of(connection, e);
      throw e;
    }
  }

  private static void commit(Connection connection, String cannot) {
    try {
      connection.commit();
    } catch (SQLException e) {
      throw SqlFailure.atCommit("Cannot " + cannot, e);
    }
  }

  /// A connection for a lane, which belongs to the caller. Autocommit is off, statements and
  /// transactions end at the limit of the settings.
  public Connection connectForLane(String application) throws SQLException {
    return LaneSession.connect(config, application);
  }

  /// A connection for a long job, which belongs to the caller. Nothing ends it early.
  public Connection connectForJob(String application) throws SQLException {
    return inBackground(
        DriverManager.getConnection(config.url(), ConnectionProperties.ofJob(config, application)));
  }

  /// A connection on which a transaction sees everything as it is when it begins, and changes
  /// nothing. The caller closes it, which ends the transaction, or discards it. There are only a
  /// few, and the server ends those on which nothing happens for long.
  public Connection connectForSnapshot() throws SQLException {
    return inBackground(snapshots.getConnection());
  }

  private Connection inBackground(Connection connection) throws SQLException {
    background.accept(connection.unwrap(PGConnection.class).getBackendPID());
    return connection;
  }

  /// Closes a connection for a snapshot on which something went wrong: nobody gets it again.
  public void discard(Connection snapshot) {
    snapshots.evictConnection(snapshot);
  }

  @Override
  public void close() {
    snapshots.close();
    pool.close();
  }

  /// What became of asking for a connection.
  public sealed interface Reach {
    /// There is one.
    record Answers() implements Reach {}

    /// Nobody answers, or not yet.
    record Away(StoreException.Unavailable failure) implements Reach {}

    /// It will not have us until a person has changed something: a wrong password, no such
    /// database.
    record Denied(StoreException.Unavailable failure) implements Reach {}
  }
}
