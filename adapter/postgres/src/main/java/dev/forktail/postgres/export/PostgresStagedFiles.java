package dev.forktail.postgres.export;

import dev.forktail.engine.export.SealedSlice;
import dev.forktail.engine.export.StagedFile;
import dev.forktail.engine.export.StagedFiles;
import dev.forktail.engine.export.TableName;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.SqlMoments;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The list of staged files in the table `staged_file`.
public final class PostgresStagedFiles implements StagedFiles {
  private static final String MARK =
      """
      UPDATE slice SET staged_at = clock_timestamp()
      WHERE id = ? AND state = 'sealed' AND staged_at IS NULL
      """;
  private static final String LIST =
      "SELECT %s FROM staged_file WHERE table_name = ? AND slice >= ? ORDER BY slice, location"
          .formatted(StagedFileRow.COLUMNS);
  private static final String CONTAINS = "SELECT FROM staged_file WHERE location = ?";
  private static final String RETIRE =
      """
      UPDATE staged_file SET retired_at = ?
      WHERE table_name = ? AND slice < ? AND retired_at IS NULL
      """;
  private static final String RETIRED =
      "SELECT %s FROM staged_file WHERE retired_at < ? ORDER BY retired_at, location LIMIT ?"
          .formatted(StagedFileRow.COLUMNS);
  private static final String FORGET = "DELETE FROM staged_file WHERE location = ?";

  private final PostgresDatabase database;

  public PostgresStagedFiles(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public long takeOver() {
    return database.transact("take over the export", ExportEpoch::raise);
  }

  @Override
  public boolean isCurrent(long epoch) {
    return database.call("look who exports", connection -> ExportEpoch.hold(connection, epoch));
  }

  @Override
  public boolean add(long epoch, SealedSlice slice, List<StagedFile> files) {
    return database.transact(
        "list the files of slice " + slice.slice(),
        connection -> {
          ExportEpoch.require(connection, epoch);
          if (!mark(connection, slice)) {
            return false;
          }
          StagedFileRow.insert(connection, files);
          return true;
        });
  }

  /// Lists `files` in the caller's transaction.
  public static void insert(Connection connection, List<StagedFile> files) throws SQLException {
    StagedFileRow.insert(connection, files);
  }

  private static boolean mark(Connection connection, SealedSlice slice) throws SQLException {
    try (var statement = connection.prepareStatement(MARK)) {
      statement.setLong(1, slice.slice());
      return statement.executeUpdate() == 1;
    }
  }

  @Override
  public List<StagedFile> list(TableName table, long first) {
    return database.call("list staged files", connection -> list(connection, table, first));
  }

  /// The files of `table` of slices from number `first` on, as `connection` sees them.
  public static List<StagedFile> list(Connection connection, TableName table, long first)
      throws SQLException {
    try (var statement = connection.prepareStatement(LIST)) {
      statement.setString(1, table.text());
      statement.setLong(2, first);
      return files(statement);
    }
  }

  private static List<StagedFile> files(PreparedStatement statement) throws SQLException {
    try (var rows = statement.executeQuery()) {
      var files = new ArrayList<StagedFile>();
      while (rows.next()) {
        files.add(StagedFileRow.read(rows));
      }
      return files;
    }
  }

  @Override
  public boolean contains(String location) {
    return database.call(
        "look for a staged file",
        connection -> {
          try (var statement = connection.prepareStatement(CONTAINS)) {
            statement.setString(1, location);
            try (var rows = statement.executeQuery()) {
              return rows.next();
            }
          }
        });
  }

  @Override
  public void retire(long epoch, TableName table, long end, Instant now) {
    var _ =
        database.transact(
            "retire staged files",
            connection -> {
              ExportEpoch.require(connection, epoch);
              try (var statement = connection.prepareStatement(RETIRE)) {
                statement.setObject(1, SqlMoments.utc(now));
                statement.setString(2, table.text());
                statement.setLong(3, end);
                return statement.executeUpdate();
              }
            });
  }

  @Override
  public List<StagedFile> retiredBefore(Instant moment, int max) {
    return database.call(
        "list retired files",
        connection -> {
          try (var statement = connection.prepareStatement(RETIRED)) {
            statement.setObject(1, SqlMoments.utc(moment));
            statement.setInt(2, max);
            return files(statement);
          }
        });
  }

  @Override
  public void forget(long epoch, List<StagedFile> files) {
    var _ =
        database.transact(
            "forget retired files",
            connection -> {
              ExportEpoch.require(connection, epoch);
              try (var statement = connection.prepareStatement(FORGET)) {
                for (var file : files) {
                  statement.setString(1, file.file().location());
                  statement.addBatch();
                }
                return statement.executeBatch();
              }
            });
  }
}
