package dev.forktail.postgres.export;

import dev.forktail.engine.export.LakeCatalog;
import dev.forktail.engine.export.TableName;
import dev.forktail.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The pointers in the table in which Iceberg's JDBC catalog keeps them, as catalog `forktail` and
/// namespace `lake`.
public final class PostgresLakeCatalog implements LakeCatalog {
  private static final String FIND =
      """
      SELECT metadata_location FROM iceberg_tables
      WHERE catalog_name = 'forktail' AND table_namespace = 'lake' AND table_name = ?
      """;
  private static final String CREATE =
      """
      INSERT INTO iceberg_tables
        (catalog_name, table_namespace, table_name, metadata_location, iceberg_type)
      VALUES ('forktail', 'lake', ?, ?, 'TABLE') ON CONFLICT DO NOTHING
      """;
  private static final String MOVE =
      """
      UPDATE iceberg_tables
      SET metadata_location = ?, previous_metadata_location = metadata_location
      WHERE catalog_name = 'forktail' AND table_namespace = 'lake' AND table_name = ?
        AND metadata_location = ?
      """;

  private final PostgresDatabase database;

  public PostgresLakeCatalog(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public Optional<String> find(TableName table) {
    return database.call("look up a table of the lake", connection -> find(connection, table));
  }

  /// The location of the metadata file of `table`, as `connection` sees it.
  public static Optional<String> find(Connection connection, TableName table) throws SQLException {
    try (var statement = connection.prepareStatement(FIND)) {
      statement.setString(1, table.text());
      try (var rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
      }
    }
  }

  @Override
  public Swap swap(long epoch, TableName table, @Nullable String expected, String next) {
    return database.transact(
        "commit to the lake table " + table.text(),
        connection -> {
          if (!ExportEpoch.hold(connection, epoch)) {
            return Swap.FENCED;
          }
          boolean moved =
              expected == null
                  ? create(connection, table, next)
                  : move(connection, table, expected, next);
          return moved ? Swap.DONE : Swap.MOVED;
        });
  }

  private static boolean create(Connection connection, TableName table, String next)
      throws SQLException {
    try (var statement = connection.prepareStatement(CREATE)) {
      statement.setString(1, table.text());
      statement.setString(2, next);
      return statement.executeUpdate() == 1;
    }
  }

  /// Moves the pointer of `table` in the caller's transaction; false when it is elsewhere.
  public static boolean move(Connection connection, TableName table, String expected, String next)
      throws SQLException {
    try (var statement = connection.prepareStatement(MOVE)) {
      statement.setString(1, next);
      statement.setString(2, table.text());
      statement.setString(3, expected);
      return statement.executeUpdate() == 1;
    }
  }
}
