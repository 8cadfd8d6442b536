package dev.forktail.postgres.metric;

import dev.forktail.engine.audit.AuditLine;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.MetricCatalog;
import dev.forktail.engine.metric.MetricKey;
import dev.forktail.engine.metric.MetricOutcome;
import dev.forktail.engine.metric.StoredMetric;
import dev.forktail.engine.metric.json.MetricJson;
import dev.forktail.postgres.AuditRows;
import dev.forktail.postgres.DefinitionsRow;
import dev.forktail.postgres.ProductDatabase;
import dev.forktail.postgres.SqlMoments;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Metrics in the product database, beside the experiments that are measured by them: an edit of
/// either waits for those of both.
public final class PostgresMetricCatalog implements MetricCatalog {
  private static final String STORE =
      """
      INSERT INTO metric (project, key, version, archived, definition, created, changed)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (project, key) DO UPDATE SET
        version = excluded.version, archived = excluded.archived,
        definition = excluded.definition, changed = excluded.changed
      RETURNING id
      """;
  private static final String NOTE =
      """
      INSERT INTO metric_audit (metric, version, at, who, what, note, definition)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String AUDIT =
      """
      SELECT audit.version, audit.at, audit.who, audit.what, audit.note, audit.definition
      FROM metric_audit AS audit JOIN metric ON metric.id = audit.metric
      WHERE metric.project = ? AND metric.key = ? ORDER BY audit.version DESC
      """;

  private final ProductDatabase database;

  public PostgresMetricCatalog(ProductDatabase database) {
    this.database = database;
  }

  @Override
  public List<StoredMetric> list(ProjectId project) {
    return database.call("list metrics", connection -> MetricRows.of(connection, project));
  }

  @Override
  public MetricOutcome edit(ProjectId project, Edit edit) {
    return database.transact(
        "change a metric",
        connection -> {
          DefinitionsRow.hold(connection);
          var outcome = edit.on(MetricRows.of(connection, project));
          if (outcome instanceof MetricOutcome.Store(var metric, var change)) {
            String definition = MetricJson.write(metric.metric());
            long id = store(connection, metric, definition);
            note(connection, id, new AuditLine<>(metric.version(), change, definition));
            DefinitionsRow.advance(connection);
          }
          return outcome;
        });
  }

  private static long store(Connection connection, StoredMetric metric, String definition)
      throws SQLException {
    try (var statement = connection.prepareStatement(STORE)) {
      statement.setInt(1, metric.project().value());
      statement.setString(2, metric.key().value());
      statement.setLong(3, metric.version());
      statement.setBoolean(4, metric.archived());
      statement.setString(5, definition);
      statement.setObject(6, SqlMoments.utc(metric.created()));
      statement.setObject(7, SqlMoments.utc(metric.changed()));
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private static void note(Connection connection, long id, AuditLine<String> line)
      throws SQLException {
    try (var statement = connection.prepareStatement(NOTE)) {
      AuditRows.set(statement, id, line);
      statement.executeUpdate();
    }
  }

  @Override
  public List<AuditLine<Metric>> audit(ProjectId project, MetricKey key) {
    return database.call(
        "read the audit of a metric",
        connection -> {
          try (var statement = connection.prepareStatement(AUDIT)) {
            statement.setInt(1, project.value());
            statement.setString(2, key.value());
            try (var rows = statement.executeQuery()) {
              return AuditRows.lines(rows, MetricJson::read);
            }
          }
        });
  }

  @Override
  public long version() {
    return database.call("ask for the version of the metrics", DefinitionsRow::version);
  }
}
