package dev.forktail.postgres.imports;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.imports.ImportCatalog.Known;
import dev.forktail.engine.imports.ImportPart;
import dev.forktail.postgres.SqlMoments;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The tables `import` and `import_part`.
final class ImportTables {
  private static final String BEGIN =
      """
      INSERT INTO import (id, project, file, begun_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
      """;
  private static final String KNOWN =
      """
      SELECT project, begun_at, parts, finished_at IS NOT NULL, coalesce(sum(stored), 0),
        coalesce(sum(duplicates), 0), coalesce(sum(dead_letters), 0)
      FROM import LEFT JOIN import_account ON import = id WHERE id = ? GROUP BY id
      """;
  private static final String GIVE_UP = "DELETE FROM import WHERE id = ? AND parts IS NULL";
  private static final String PLAN = "UPDATE import SET parts = ? WHERE id = ? AND parts IS NULL";
  private static final String ADD_PART =
      """
      INSERT INTO import_part (import, number, kind, first, last, bucket, buckets)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String OPEN =
      """
      SELECT number, kind, first, last, bucket, buckets FROM import_part
      WHERE import = ? AND committed_at IS NULL ORDER BY number
      """;
  private static final String FINISH =
      """
      UPDATE import SET finished_at = coalesce(finished_at, ?)
      WHERE id = ? AND parts IS NOT NULL AND NOT EXISTS (
        SELECT FROM import_part WHERE import = id AND committed_at IS NULL)
      """;
  private static final String MARK =
      """
      UPDATE import_part SET committed_at = clock_timestamp()
      WHERE import = ? AND number = ? AND committed_at IS NULL
      """;

  private ImportTables() {}

  static Known begin(Connection connection, UUID id, ProjectId project, String file, Instant now)
      throws SQLException {
    try (var statement = connection.prepareStatement(BEGIN)) {
      statement.setObject(1, id);
      statement.setInt(2, project.value());
      statement.setString(3, file);
      statement.setObject(4, SqlMoments.utc(now));
      statement.executeUpdate();
    }
    return known(connection, id);
  }

  static Known known(Connection connection, UUID id) throws SQLException {
    try (var statement = connection.prepareStatement(KNOWN)) {
      statement.setObject(1, id);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return new Known(
            id,
            new ProjectId(rows.getInt(1)),
            rows.getObject(2, OffsetDateTime.class).toInstant(),
            rows.getInt(3),
            rows.getBoolean(4),
            rows.getLong(5),
            rows.getLong(6),
            rows.getLong(7));
      }
    }
  }

  static int giveUp(Connection connection, UUID id) throws SQLException {
    try (var statement = connection.prepareStatement(GIVE_UP)) {
      statement.setObject(1, id);
      return statement.executeUpdate();
    }
  }

  static boolean plan(Connection connection, UUID id, List<ImportPart> parts) throws SQLException {
    try (var statement = connection.prepareStatement(PLAN)) {
      statement.setInt(1, parts.size());
      statement.setObject(2, id);
      if (statement.executeUpdate() == 0) {
        return false;
      }
    }
    try (var statement = connection.prepareStatement(ADD_PART)) {
      for (var part : parts) {
        statement.setObject(1, id);
        statement.setInt(2, part.number());
        switch (part) {
          case ImportPart.Events(_, var first, var last, var bucket, var buckets) -> {
            statement.setString(3, "events");
            statement.setInt(4, first);
            statement.setInt(5, last);
            statement.setInt(6, bucket);
            statement.setInt(7, buckets);
          }
          case ImportPart.Letters(_, var first, var rows) -> {
            statement.setString(3, "letters");
            statement.setInt(4, first);
            statement.setInt(5, rows);
            statement.setInt(6, 0);
            statement.setInt(7, 1);
          }
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }
    return true;
  }

  static List<ImportPart> open(Connection connection, UUID id) throws SQLException {
    try (var statement = connection.prepareStatement(OPEN)) {
      statement.setObject(1, id);
      try (var rows = statement.executeQuery()) {
        var parts = new ArrayList<ImportPart>();
        while (rows.next()) {
          parts.add(part(rows));
        }
        return parts;
      }
    }
  }

  private static ImportPart part(ResultSet rows) throws SQLException {
    int number = rows.getInt(1);
    return rows.getString(2).equals("letters")
        ? new ImportPart.Letters(number, rows.getInt(3), rows.getInt(4))
        : new ImportPart.Events(
            number, rows.getInt(3), rows.getInt(4), rows.getInt(5), rows.getInt(6));
  }

  static Known finish(Connection connection, UUID id, Instant now) throws SQLException {
    try (var statement = connection.prepareStatement(FINISH)) {
      statement.setObject(1, SqlMoments.utc(now));
      statement.setObject(2, id);
      if (statement.executeUpdate() == 0) {
        throw new IllegalStateException("Not every part is committed: " + id);
      }
    }
    return known(connection, id);
  }

  /// Marks a part as committed; false when it is already.
  static boolean mark(Connection connection, UUID id, int number) throws SQLException {
    try (var statement = connection.prepareStatement(MARK)) {
      statement.setObject(1, id);
      statement.setInt(2, number);
      return statement.executeUpdate() == 1;
    }
  }
}
