package dev.forktail.postgres;

import com.zaxxer.hikari.HikariDataSource;
import dev.forktail.engine.event.StoreException;
import java.sql.Connection;
import java.sql.SQLException;

/// Connections to one database for catalogs and short queries, and how work is done on them.
///
/// @param name what messages call the database: "event database"
/// @param url where it is
record SqlPool(String name, String url, HikariDataSource connections) implements AutoCloseable {

  /// Nothing waits for the database here.
  static SqlPool at(String name, PostgresConfig config) {
    return new SqlPool(name, config.url(), ConnectionPools.common(config));
  }

  /// Asks for a connection, for up to the time that callers of the pool wait.
  Reach reach() {
    try (var _ = connections.getConnection()) {
      return new Reach.Answers();
    } catch (SQLException e) {
      var failure =
          new StoreException.Unavailable(
              "Cannot reach the %s at %s: %s".formatted(name, url, rootMessage(e)), e);
      return SqlFailure.isAbsence(e) ? new Reach.Away(failure) : new Reach.Denied(failure);
    }
  }

  /// Brings the schema up to date.
  void migrate(Migrations migrations) {
    switch (reach()) {
      case Reach.Answers() -> migrations.run(connections);
      case Reach.Away(var failure) -> throw failure;
      case Reach.Denied(var failure) -> throw failure;
    }
  }

  private static String rootMessage(Throwable e) {
    return e.getCause() == null ? String.valueOf(e.getMessage()) : rootMessage(e.getCause());
  }

  /// Does `work` statement by statement, each its own transaction. `cannot` begins the sentence of
  /// a failure: "Cannot list slices".
  <T> T call(String cannot, SqlWork<T> work) {
    try (var connection = connections.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw SqlFailure.of("Cannot " + cannot, e);
    }
  }

  /// Does `work` in one transaction.
  <T> T transact(String cannot, SqlWork<T> work) {
    try (var connection = connections.getConnection()) {
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

  @Override
  public void close() {
    connections.close();
  }
}
