package dev.forktail.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/// The row of `definitions`: which version of all experiments and metrics is the newest. Who edits
/// holds it first, so that edits follow each other; readers do not wait.
public final class DefinitionsRow {
  private static final String VERSION = "SELECT version FROM definitions";
  private static final String HOLD = "SELECT version FROM definitions FOR UPDATE";
  private static final String ADVANCE = "UPDATE definitions SET version = version + 1";

  private DefinitionsRow() {}

  public static long version(Connection connection) throws SQLException {
    return number(connection, VERSION);
  }

  /// Waits for those who edit; nobody else does until the transaction ends.
  public static void hold(Connection connection) throws SQLException {
    number(connection, HOLD);
  }

  public static void advance(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(ADVANCE)) {
      statement.executeUpdate();
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (var statement = connection.prepareStatement(sql);
        var rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
