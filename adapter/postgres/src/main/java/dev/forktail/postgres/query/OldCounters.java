package dev.forktail.postgres.query;

import dev.forktail.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Lets go of the counters of one kind that are older than a moment.
///
/// @param tables how the names of their tables begin; the unit follows, or `since`
/// @param key what their rows are sorted by
record OldCounters(PostgresDatabase database, String tables, String key) {
  /// Of one project, what one transaction deletes: its locks are held for milliseconds.
  private static final int DELETE_MAX = 5_000;

  private static final String PROJECTS = "SELECT id FROM project ORDER BY id";

  void keepFrom(ChronoUnit unit, Instant since) {
    String name = RollupPiece.nameOf(unit);
    var from = OffsetDateTime.ofInstant(since, ZoneOffset.UTC);
    String sql = "UPDATE %ssince SET since = ? WHERE unit = ? AND since < ?".formatted(tables);
    database.call(
        "let go of old counters",
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, from);
            statement.setString(2, name);
            statement.setObject(3, from);
            return statement.executeUpdate();
          }
        });
    for (int project : database.call("list projects", on -> numbers(on, PROJECTS))) {
      while (deleteSome(name, project) == DELETE_MAX) {
        // More are left.
      }
    }
  }

  /// Also those that late events have made meanwhile. The order is that of the writers, and what
  /// one of them holds is left for the next time, so nobody waits for another.
  private int deleteSome(String unit, int project) {
    String sql =
        """
        DELETE FROM %1$s%2$s WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM %1$s%2$s
          WHERE project = %3$d AND bucket < (SELECT since FROM %1$ssince WHERE unit = '%2$s')
          ORDER BY %4$s LIMIT %5$d FOR UPDATE SKIP LOCKED))
        """
            .formatted(tables, unit, project, key, DELETE_MAX);
    return database.call(
        "delete old counters",
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
          }
        });
  }

  private static List<Integer> numbers(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var numbers = new ArrayList<Integer>();
      while (rows.next()) {
        numbers.add(rows.getInt(1));
      }
      return numbers;
    }
  }
}
