package dev.forktail.postgres.query;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.rollup.Count;
import dev.forktail.engine.rollup.CountQuery;
import dev.forktail.engine.rollup.Rollups;
import dev.forktail.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The rollup tables, added up over lanes.
public final class PostgresRollups implements Rollups {
  /// Of one project, what one transaction deletes: its locks are held for milliseconds.
  private static final int DELETE_MAX = 5_000;

  private static final String KEEP_FROM =
      "UPDATE rollup_since SET since = ? WHERE unit = ? AND since < ?";
  private static final String PROJECTS = "SELECT id FROM project ORDER BY id";

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
      statement.setObject(2, utc(query.from()));
      statement.setObject(3, utc(query.to()));
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
    return database.call(
        "look up names",
        connection -> {
          boolean full = numbers(connection, namesFullSql(project)).contains(1);
          return full ? Optional.of(countedNames(connection, project)) : Optional.empty();
        });
  }

  private static String namesFullSql(ProjectId project) {
    return "SELECT 1 FROM rollup_name_count WHERE names >= %d AND project = %d"
        .formatted(Rollups.NAMES_MAX, project.value());
  }

  private static Set<String> countedNames(Connection connection, ProjectId project)
      throws SQLException {
    String sql = "SELECT name FROM rollup_name WHERE project = " + project.value();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var names = new HashSet<String>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    }
  }

  @Override
  public void keepFrom(ChronoUnit unit, Instant since) {
    String name = RollupPiece.nameOf(unit);
    database.call(
        "let go of old counters",
        connection -> {
          try (var statement = connection.prepareStatement(KEEP_FROM)) {
            statement.setObject(1, utc(since));
            statement.setString(2, name);
            statement.setObject(3, utc(since));
            return statement.executeUpdate();
          }
        });
    for (int project : database.call("list projects", on -> numbers(on, PROJECTS))) {
      while (deleteSome(unit, project) == DELETE_MAX) {
        // More are left.
      }
    }
  }

  /// Also those that late events have made meanwhile. The order is that of the writers, and what
  /// one of them holds is left for the next time, so nobody waits for another.
  private int deleteSome(ChronoUnit unit, int project) {
    String sql =
        """
        DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM %1$s
          WHERE project = %2$d AND bucket < (SELECT since FROM rollup_since WHERE unit = '%3$s')
          ORDER BY project, bucket, name, source, lane LIMIT %4$d FOR UPDATE SKIP LOCKED))
        """
            .formatted(RollupPiece.tableOf(unit), project, RollupPiece.nameOf(unit), DELETE_MAX);
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

  private static OffsetDateTime utc(Instant moment) {
    return OffsetDateTime.ofInstant(moment, ZoneOffset.UTC);
  }
}
