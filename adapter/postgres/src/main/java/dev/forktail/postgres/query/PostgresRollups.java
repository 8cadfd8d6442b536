package dev.forktail.postgres.query;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.rollup.Count;
import dev.forktail.engine.rollup.CountQuery;
import dev.forktail.engine.rollup.Rollups;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.SqlMoments;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;

/// The rollup tables, added up over lanes.
public final class PostgresRollups implements Rollups {
  private final PostgresDatabase database;

  public PostgresRollups(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public Kept counts(CountQuery query) {
    return database.call("count events", connection -> counts(connection, query));
  }

  /// One statement, so that the counters are whole from the moment that it says.
  private static Kept counts(Connection connection, CountQuery query) throws SQLException {
    try (var statement = connection.prepareStatement(countsSql(query))) {
      statement.setInt(1, query.project().value());
      statement.setObject(2, SqlMoments.utc(query.from()));
      statement.setObject(3, SqlMoments.utc(query.to()));
      if (query.name() != null) {
        statement.setString(4, query.name());
      }
      try (var rows = statement.executeQuery()) {
        return kept(rows);
      }
    }
  }

  private static Kept kept(ResultSet rows) throws SQLException {
    var counts = new ArrayList<Count>();
    Instant since = Instant.EPOCH;
    while (rows.next()) {
      since = moment(rows, 1);
      if (rows.getString(3) != null) {
        counts.add(
            new Count(moment(rows, 2), rows.getString(3), rows.getString(4), rows.getLong(5)));
      }
    }
    return new Kept(since, counts);
  }

  private static Instant moment(ResultSet rows, int column) throws SQLException {
    return rows.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static String countsSql(CountQuery query) {
    return """
    SELECT since, bucket, name, source, sum(events)
    FROM rollup_since
    LEFT JOIN (
      SELECT bucket, name, source, events FROM %s
      WHERE project = ? AND bucket >= ? AND bucket < ? %s) AS kept
    ON kept.bucket >= since
    WHERE unit = '%s'
    GROUP BY since, bucket, name, source ORDER BY bucket, name, source
    """
        .formatted(
            RollupPiece.tableOf(query.unit()),
            query.name() == null ? "" : "AND name = ?",
            RollupPiece.nameOf(query.unit()));
  }

  @Override
  public Optional<Set<String>> names(ProjectId project) {
    return new CountedNames(database, 0, NAMES_MAX).find(project);
  }

  @Override
  public void keepFrom(ChronoUnit unit, Instant since) {
    new OldCounters(database, "rollup_", "project, bucket, name, source, lane")
        .keepFrom(unit, since);
  }
}
