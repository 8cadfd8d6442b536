package dev.forktail.postgres.metric;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.metric.StoredMetric;
import dev.forktail.engine.metric.json.MetricJson;
import dev.forktail.postgres.SqlMoments;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Metrics as they are read from their table.
public final class MetricRows {
  private static final String LIST =
      """
      SELECT project, definition, archived, version, created, changed FROM metric
      WHERE project = ? ORDER BY key
      """;
  private static final String ALL =
      """
      SELECT project, definition, archived, version, created, changed FROM metric
      ORDER BY project, key
      """;

  private MetricRows() {}

  /// Those of all projects, by project and key.
  public static List<StoredMetric> all(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(ALL);
        var rows = statement.executeQuery()) {
      return metrics(rows);
    }
  }

  static List<StoredMetric> of(Connection connection, ProjectId project) throws SQLException {
    try (var statement = connection.prepareStatement(LIST)) {
      statement.setInt(1, project.value());
      try (var rows = statement.executeQuery()) {
        return metrics(rows);
      }
    }
  }

  private static List<StoredMetric> metrics(ResultSet rows) throws SQLException {
    var metrics = new ArrayList<StoredMetric>();
    while (rows.next()) {
      metrics.add(
          new StoredMetric(
              new ProjectId(rows.getInt(1)),
              MetricJson.read(rows.getString(2)),
              rows.getBoolean(3),
              rows.getLong(4),
              SqlMoments.at(rows, 5),
              SqlMoments.at(rows, 6)));
    }
    return metrics;
  }
}
