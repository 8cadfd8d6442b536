package dev.forktail.postgres.query;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.query.EventQueries;
import dev.forktail.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Answers from the rollup tables, added up over lanes, and from the end of the newest slices.
public final class PostgresEventQueries implements EventQueries {
  private static final String ACCOUNTS =
      """
      SELECT source, sum(stored), sum(duplicates), sum(dead_letters) FROM source_account
      WHERE project = ? GROUP BY source ORDER BY source
      """;

  private final PostgresDatabase database;

  public PostgresEventQueries(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public List<Count> counts(CountQuery query) {
    return database.call("count events", connection -> counts(connection, query));
  }

  private static List<Count> counts(Connection connection, CountQuery query) throws SQLException {
    try (var statement = connection.prepareStatement(countsSql(query))) {
      bindRange(statement, 1, query.project(), query.from(), query.to());
      if (query.name() != null) {
        statement.setString(4, query.name());
      }
      try (var rows = statement.executeQuery()) {
        var counts = new ArrayList<Count>();
        while (rows.next()) {
          var bucket = rows.getObject(1, OffsetDateTime.class).toInstant();
          counts.add(new Count(bucket, rows.getString(2), rows.getString(3), rows.getLong(4)));
        }
        return counts;
      }
    }
  }

  private static String countsSql(CountQuery query) {
    return """
    SELECT bucket, name, source, sum(events) FROM %s
    WHERE project = ? AND bucket >= ? AND bucket < ? %s
    GROUP BY bucket, name, source ORDER BY bucket, name, source
    """
        .formatted(RollupPiece.tableOf(query.unit()), query.name() == null ? "" : "AND name = ?");
  }

  @Override
  public List<NameCount> topNames(ProjectId project, Instant from, Instant to, int max) {
    var pieces = RollupPiece.cover(from, to);
    return pieces.isEmpty()
        ? List.of()
        : database.call("count names", connection -> topNames(connection, project, pieces, max));
  }

  private static List<NameCount> topNames(
      Connection connection, ProjectId project, List<RollupPiece> pieces, int max)
      throws SQLException {
    try (var statement = connection.prepareStatement(topNamesSql(pieces))) {
      int parameter = 1;
      for (var piece : pieces) {
        parameter = bindRange(statement, parameter, project, piece.from(), piece.to());
      }
      statement.setInt(parameter, max);
      try (var rows = statement.executeQuery()) {
        var names = new ArrayList<NameCount>();
        while (rows.next()) {
          names.add(new NameCount(rows.getString(1), rows.getLong(2)));
        }
        return names;
      }
    }
  }

  private static String topNamesSql(List<RollupPiece> pieces) {
    String union =
        pieces.stream()
            .map(RollupPiece::table)
            .map(
                "SELECT name, events FROM %s WHERE project = ? AND bucket >= ? AND bucket < ?"
                    ::formatted)
            .collect(Collectors.joining(" UNION ALL "));
    return """
    SELECT name, sum(events) AS events FROM (%s) AS pieces
    GROUP BY name ORDER BY events DESC, name LIMIT ?
    """
        .formatted(union);
  }

  private static int bindRange(
      PreparedStatement statement, int first, ProjectId project, Instant from, Instant to)
      throws SQLException {
    statement.setInt(first, project.value());
    statement.setObject(first + 1, OffsetDateTime.ofInstant(from, ZoneOffset.UTC));
    statement.setObject(first + 2, OffsetDateTime.ofInstant(to, ZoneOffset.UTC));
    return first + 3;
  }

  @Override
  public List<NewestEvent> newest(ProjectId project, int max) {
    return database.call(
        "read the newest events", connection -> NewestEvents.read(connection, project, max));
  }

  @Override
  public List<SourceAccount> accounts(ProjectId project) {
    return database.call(
        "read the accounts",
        connection -> {
          try (var statement = connection.prepareStatement(ACCOUNTS)) {
            statement.setInt(1, project.value());
            try (var rows = statement.executeQuery()) {
              var accounts = new ArrayList<SourceAccount>();
              while (rows.next()) {
                accounts.add(
                    new SourceAccount(
                        rows.getString(1), rows.getLong(2), rows.getLong(3), rows.getLong(4)));
              }
              return accounts;
            }
          }
        });
  }
}
