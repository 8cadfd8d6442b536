package dev.forktail.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.forktail.engine.event.StoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/// The event database: a small pool for catalogs and queries, and connections of their own for
/// lanes.
///
/// - **Failure.** One of [StoreException].
/// - **Threads.** Safe for concurrent use; blocks.
public final class PostgresDatabase implements AutoCloseable {
  private static final Duration POOL_WAIT = Duration.ofSeconds(5);
  private static final long WAIT_FOR_NOTHING = -1;

  private final PostgresConfig config;
  private final HikariDataSource pool;

  private PostgresDatabase(PostgresConfig config, HikariDataSource pool) {
    this.config = config;
    this.pool = pool;
  }

  /// The database at `config`, which may be away: nothing waits for it here. [#prepare] comes
  /// before everything else that is asked of it.
  public static PostgresDatabase at(PostgresConfig config) {
    return new PostgresDatabase(config, poolOf(config));
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

  private static HikariDataSource poolOf(PostgresConfig config) {
    var hikari = new HikariConfig();
    hikari.setPoolName("forktail");
    hikari.setJdbcUrl(config.url());
    hikari.setDataSourceProperties(ConnectionProperties.ofPool(config));
    hikari.setMaximumPoolSize(config.poolConnectionsMax());
    hikari.setMinimumIdle(1);
    hikari.setConnectionTimeout(POOL_WAIT.toMillis());
    hikari.setInitializationFailTimeout(WAIT_FOR_NOTHING);
    return new HikariDataSource(hikari);
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
    return DriverManager.getConnection(
        config.url(), ConnectionProperties.ofJob(config, application));
  }

  @Override
  public void close() {
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
