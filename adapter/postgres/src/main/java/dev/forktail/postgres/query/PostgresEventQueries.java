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
  private final NewestEvents newest = new NewestEvents();

  public PostgresEventQueries(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public long total(ProjectId project, Instant from, Instant to) {
    var pieces = RollupPiece.cover(from, to);
    return pieces.isEmpty()
        ? 0
        : database.call("count events", connection -> total(connection, project, pieces));
  }

  private static long total(Connection connection, ProjectId project, List<RollupPiece> pieces)
      throws SQLException {
    String sql = "SELECT sum(events) FROM (" + union(pieces) + ") AS pieces";
    try (var statement = connection.prepareStatement(sql)) {
      bind(statement, project, pieces);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
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
      statement.setInt(bind(statement, project, pieces), max);
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
    return """
    SELECT name, sum(events) AS events FROM (%s) AS pieces
    GROUP BY name ORDER BY events DESC, name LIMIT ?
    """
        .formatted(union(pieces));
  }

  private static String union(List<RollupPiece> pieces) {
    return pieces.stream()
        .map(RollupPiece::table)
        .map(
            "SELECT name, events FROM %s WHERE project = ? AND bucket >= ? AND bucket < ?"
                ::formatted)
        .collect(Collectors.joining(" UNION ALL "));
  }

  /// Returns the number of the parameter that comes next.
  private static int bind(PreparedStatement statement, ProjectId project, List<RollupPiece> pieces)
      throws SQLException {
    int parameter = 1;
    for (var piece : pieces) {
      statement.setInt(parameter++, project.value());
      statement.setObject(parameter++, OffsetDateTime.ofInstant(piece.from(), ZoneOffset.UTC));
      statement.setObject(parameter++, OffsetDateTime.ofInstant(piece.to(), ZoneOffset.UTC));
    }
    return parameter;
  }

  @Override
  public List<NewestEvent> newest(ProjectId project, int max) {
    return database.call(
        "read the newest events", connection -> newest.read(connection, project, max));
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
