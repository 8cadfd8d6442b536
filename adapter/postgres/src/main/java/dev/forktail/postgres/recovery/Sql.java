package dev.forktail.postgres.recovery;

import java.sql.Connection;
import java.sql.SQLException;

/// Statements without parameters.
final class Sql {
  private Sql() {}

  /// Runs a statement; how many rows it has written.
  static long execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      return statement.execute(sql) ? 0 : statement.getLargeUpdateCount();
    }
  }

  /// Has an identity column give out numbers above `last`.
  static void continueAfter(Connection connection, String table, String column, long last)
      throws SQLException {
    execute(
        connection,
        "ALTER TABLE %s ALTER COLUMN %s RESTART WITH %d".formatted(table, column, last + 1));
  }
}
