package dev.forktail.postgres;

import com.zaxxer.hikari.HikariDataSource;
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
  private final SqlPool pool;
  private final HikariDataSource snapshots;
  private final LongConsumer background;

  private PostgresDatabase(
      PostgresConfig config, SqlPool pool, HikariDataSource snapshots, LongConsumer background) {
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
        SqlPool.at("event database", config),
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
    return pool.reach();
  }

  /// Brings the schema up to date and, when the database is new, opens the first slice at `now`.
  public void prepare(Instant now) {
    pool.migrate(Migrations.EVENT);
    transact(
        "open the first slice",
        connection -> {
          StoreTables.openFirst(connection, now);
          return true;
        });
  }

  /// Does `work` statement by statement, each its own transaction. `cannot` begins the sentence of
  /// a failure: "Cannot list slices".
  public <T> T call(String cannot, SqlWork<T> work) {
    return pool.call(cannot, work);
  }

  /// Does `work` in one transaction.
  public <T> T transact(String cannot, SqlWork<T> work) {
    return pool.transact(cannot, work);
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
}
