package dev.forktail.postgres.slice;

import dev.forktail.postgres.StoreTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Dropping what is no longer read: slices by number, and generations of message ids before the
/// previous one.
public final class OldTables {
  private static final String MARK = "UPDATE slice SET state = 'dropped' WHERE id = ?";
  private static final String FORGET_ROWS = "DELETE FROM slice_rows WHERE slice = ?";
  private static final String FORGET_POSITIONS = "DELETE FROM slice_position WHERE slice = ?";
  private static final String OLD_GENERATIONS =
      """
      SELECT relname FROM pg_class
      WHERE relnamespace = current_schema::regnamespace AND relkind = 'r'
        AND relname ~ '^message_id_[0-9]+$'
        AND substr(relname, 12)::integer < (SELECT previous_generation FROM store_state)
      """;

  private OldTables() {}

  /// Drops the table of one slice, in the caller's transaction.
  public static void dropSlice(Connection connection, long slice, long lockWaitMillis)
      throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SET LOCAL lock_timeout = " + lockWaitMillis);
      statement.execute("DROP TABLE IF EXISTS " + StoreTables.slice(slice));
    }
    for (var sql : List.of(MARK, FORGET_ROWS, FORGET_POSITIONS)) {
      try (var statement = connection.prepareStatement(sql)) {
        statement.setLong(1, slice);
        statement.executeUpdate();
      }
    }
  }

  /// Drops the generations of message ids that nobody looks into any more.
  static void dropGenerations(Connection connection, long lockWaitMillis) throws SQLException {
    var old = new ArrayList<String>();
    try (var statement = connection.createStatement()) {
      statement.execute("SET LOCAL lock_timeout = " + lockWaitMillis);
      try (var rows = statement.executeQuery(OLD_GENERATIONS)) {
        while (rows.next()) {
          old.add(rows.getString(1));
        }
      }
      for (var table : old) {
        statement.execute("DROP TABLE IF EXISTS " + table);
      }
    }
  }
}
