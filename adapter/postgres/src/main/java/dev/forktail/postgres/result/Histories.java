package dev.forktail.postgres.result;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.result.plan.History;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The rows of `result_history`.
final class Histories {
  private static final String ALL =
      """
      SELECT id, project, subject, event, from_slice, to_slice, next_slice, next_message
      FROM result_history ORDER BY id
      """;
  private static final String INSERT =
      """
      INSERT INTO result_history
        (id, project, subject, event, from_slice, to_slice, next_slice, next_message)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String MOVE =
      """
      UPDATE result_history SET next_slice = ?, next_message = ?
      WHERE id = ? AND next_slice = ? AND next_message = ?
      """;
  private static final String DELETE_OVER =
      "DELETE FROM result_history WHERE next_slice >= to_slice";

  private Histories() {}

  static List<History> all(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(ALL)) {
      var histories = new ArrayList<History>();
      while (rows.next()) {
        histories.add(history(rows));
      }
      return histories;
    }
  }

  private static History history(ResultSet rows) throws SQLException {
    return new History(
        rows.getInt(1),
        new ProjectId(rows.getInt(2)),
        rows.getInt(3),
        rows.getString(4),
        rows.getLong(5),
        rows.getLong(6),
        rows.getLong(7),
        rows.getString(8));
  }

  static void insert(Connection connection, List<History> histories) throws SQLException {
    try (var statement = connection.prepareStatement(INSERT)) {
      for (var history : histories) {
        statement.setInt(1, history.id());
        statement.setInt(2, history.project().value());
        statement.setInt(3, history.subject());
        statement.setString(4, history.event());
        statement.setLong(5, history.from());
        statement.setLong(6, history.to());
        statement.setLong(7, history.next());
        statement.setString(8, history.nextMessage());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /// Goes on from one place to another; returns whether it was at the first.
  static boolean move(Connection connection, History from, History to) throws SQLException {
    try (var statement = connection.prepareStatement(MOVE)) {
      statement.setLong(1, to.next());
      statement.setString(2, to.nextMessage());
      statement.setInt(3, from.id());
      statement.setLong(4, from.next());
      statement.setString(5, from.nextMessage());
      if (statement.executeUpdate() == 0) {
        return false;
      }
    }
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(DELETE_OVER);
    }
    return true;
  }
}
