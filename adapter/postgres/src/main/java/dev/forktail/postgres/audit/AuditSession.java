package dev.forktail.postgres.audit;

import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.Rollback;
import dev.forktail.postgres.SqlFailure;
import dev.forktail.postgres.SqlWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A connection of its own with temporary tables on it, for as long as an audit takes.
final class AuditSession implements AutoCloseable {
  private final Connection connection;

  private AuditSession(Connection connection) {
    this.connection = connection;
  }

  static AuditSession open(PostgresDatabase database) {
    try {
      return new AuditSession(database.connectForJob("forktail audit"));
    } catch (SQLException e) {
      throw SqlFailure.of("Cannot begin an audit", e);
    }
  }

  /// Does `work` in a transaction that sees the store as of one moment.
  <T> T atOneMoment(String cannot, SqlWork<T> work) {
    try {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      T result = workOrRollBack(work);
      connection.commit();
      connection.setAutoCommit(true);
      return result;
    } catch (SQLException e) {
      throw SqlFailure.of("Cannot " + cannot, e);
    }
  }

  private <T> T workOrRollBack(SqlWork<T> work) throws SQLException {
    try {
      return work.on(connection);
    } catch (SQLException | RuntimeException e) {
      Rollback.of(connection, e);
      throw e;
    }
  }

  /// Does `work` statement by statement.
  <T> T call(String cannot, SqlWork<T> work) {
    try {
      return work.on(connection);
    } catch (SQLException e) {
      throw SqlFailure.of("Cannot " + cannot, e);
    }
  }

  static boolean execute(Connection connection, String... statements) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
      return true;
    }
  }

  /// The only column of all rows.
  static List<Long> numbers(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var numbers = new ArrayList<Long>();
      while (rows.next()) {
        numbers.add(rows.getLong(1));
      }
      return numbers;
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw SqlFailure.of("Cannot end an audit", e);
    }
  }
}
