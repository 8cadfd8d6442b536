package dev.forktail.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
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

  private final PostgresConfig config;
  private final HikariDataSource pool;

  private PostgresDatabase(PostgresConfig config, HikariDataSource pool) {
    this.config = config;
    this.pool = pool;
  }

  /// Opens the database at `config`, brings its schema up to date and, when it is new, opens the
  /// first slice at `now`.
  public static PostgresDatabase open(PostgresConfig config, Instant now) {
    var database = new PostgresDatabase(config, poolOf(config));
    try {
      Migrations.run(database.pool);
      database.transact(
          "open the first slice",
          connection -> {
            StoreTables.openFirst(connection, now);
            return true;
          });
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static HikariDataSource poolOf(PostgresConfig config) {
    var hikari = new HikariConfig();
    hikari.setPoolName("forktail");
    hikari.setJdbcUrl(config.url());
    hikari.setDataSourceProperties(ConnectionProperties.ofPool(config));
    hikari.setMaximumPoolSize(config.poolConnectionsMax());
    hikari.setMinimumIdle(1);
    hikari.setConnectionTimeout(POOL_WAIT.toMillis());
    hikari.setInitializationFailTimeout(POOL_WAIT.toMillis());
    try {
      return new HikariDataSource(hikari);
    } catch (HikariPool.PoolInitializationException e) {
      throw new StoreException.Unavailable(
          "Cannot reach the event database at " + config.url() + ": " + rootMessage(e), e);
    }
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
}
