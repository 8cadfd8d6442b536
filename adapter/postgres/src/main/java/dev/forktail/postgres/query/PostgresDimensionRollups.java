package dev.forktail.postgres.query;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.rollup.Dimension;
import dev.forktail.engine.rollup.DimensionCount;
import dev.forktail.engine.rollup.DimensionQuery;
import dev.forktail.engine.rollup.DimensionRollups;
import dev.forktail.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;

/// The tables of counters by dimension, added up over lanes.
public final class PostgresDimensionRollups implements DimensionRollups {
  private static final String TABLES = "rollup_dimension_";

  private final PostgresDatabase database;

  public PostgresDimensionRollups(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public Kept counts(DimensionQuery query) {
    return database.call(
        "count events by " + query.dimension().text(), connection -> counts(connection, query));
  }

  /// One statement, so that the counters are whole from the moment that it says.
  private static Kept counts(Connection connection, DimensionQuery query) throws SQLException {
    try (var statement = connection.prepareStatement(sql(query))) {
      statement.setInt(1, query.project().value());
      statement.setObject(2, OffsetDateTime.ofInstant(query.from(), ZoneOffset.UTC));
      statement.setObject(3, OffsetDateTime.ofInstant(query.to(), ZoneOffset.UTC));
      statement.setInt(4, query.dimension().number());
      try (var rows = statement.executeQuery()) {
        return kept(rows);
      }
    }
  }

  private static String sql(DimensionQuery query) {
    return """
    SELECT since, bucket, value, sum(events)
    FROM rollup_dimension_since
    LEFT JOIN (
      SELECT bucket, value, events FROM %1$s%2$s
      WHERE project = ? AND bucket >= ? AND bucket < ? AND dimension = ?) AS kept
    ON kept.bucket >= since
    WHERE unit = '%2$s'
    GROUP BY since, bucket, value ORDER BY bucket, value
    """
        .formatted(TABLES, RollupPiece.nameOf(query.unit()));
  }

  private static Kept kept(ResultSet rows) throws SQLException {
    var counts = new ArrayList<DimensionCount>();
    Instant since = Instant.EPOCH;
    while (rows.next()) {
      since = moment(rows, 1);
      if (rows.getString(3) != null) {
        counts.add(new DimensionCount(moment(rows, 2), rows.getString(3), rows.getLong(4)));
      }
    }
    return new Kept(since, counts);
  }

  private static Instant moment(ResultSet rows, int column) throws SQLException {
    return rows.getObject(column, OffsetDateTime.class).toInstant();
  }

  @Override
  public Optional<Set<String>> values(ProjectId project, Dimension dimension) {
    return new CountedNames(database, dimension.number(), VALUES_MAX).find(project);
  }

  @Override
  public void keepFrom(ChronoUnit unit, Instant since) {
    new OldCounters(database, TABLES, "project, bucket, dimension, value, lane")
        .keepFrom(unit, since);
  }
}
