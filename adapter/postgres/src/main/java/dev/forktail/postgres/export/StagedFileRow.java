package dev.forktail.postgres.export;

import dev.forktail.engine.export.ColumnStats;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.StagedFile;
import dev.forktail.engine.export.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// A staged file as a row of its table.
final class StagedFileRow {
  /// In the order in which they are read and written.
  static final String COLUMNS = "location, table_name, slice, rows, events, bytes, columns, as_is";

  private static final String INSERT =
      "INSERT INTO staged_file (%s) VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?)".formatted(COLUMNS);

  private StagedFileRow() {}

  static void insert(Connection connection, List<StagedFile> files) throws SQLException {
    try (var statement = connection.prepareStatement(INSERT)) {
      for (var staged : files) {
        var file = staged.file();
        statement.setString(1, file.location());
        statement.setString(2, file.table().text());
        statement.setLong(3, staged.slice());
        statement.setLong(4, file.rows());
        statement.setLong(5, file.events());
        statement.setLong(6, file.bytes());
        statement.setString(7, ColumnStatsJson.write(file.columns()));
        statement.setBoolean(8, staged.asIs());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  static StagedFile read(ResultSet rows) throws SQLException {
    List<ColumnStats> columns = ColumnStatsJson.read(rows.getString(7));
    var file =
        new LakeFile(
            TableName.of(rows.getString(2)),
            rows.getString(1),
            rows.getLong(4),
            rows.getLong(5),
            rows.getLong(6),
            columns);
    return new StagedFile(rows.getLong(3), file, rows.getBoolean(8));
  }
}
