package dev.forktail.postgres.recovery;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.recovery.RecoveredStore;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.Rollback;
import dev.forktail.postgres.SqlFailure;
import dev.forktail.postgres.StoreTables;
import java.sql.Connection;
import java.sql.SQLException;

/// Fills a new event database in one transaction.
public final class PostgresRecoveredStore implements RecoveredStore {
  private static final String IS_NEW =
      """
      SELECT NOT EXISTS (SELECT FROM project) AND NOT EXISTS (SELECT FROM iceberg_tables)
        AND NOT EXISTS (SELECT FROM slice_rows)
      """;

  private final PostgresDatabase database;

  public PostgresRecoveredStore(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public boolean isNew() {
    return database.call("look into the event database", PostgresRecoveredStore::isNew);
  }

  private static boolean isNew(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(IS_NEW)) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  @Override
  public Filled fill(Content content) {
    try (var connection = database.connectForJob("forktail recover")) {
      connection.setAutoCommit(false);
      return fill(connection, content);
    } catch (SQLException e) {
      throw SqlFailure.of("Cannot fill the event database", e);
    }
  }

  private static Filled fill(Connection connection, Content content) throws SQLException {
    try {
      var filled = fillAlone(connection, content);
      connection.commit();
      return filled;
    } catch (SQLException | RuntimeException e) {
      Rollback.of(connection, e);
      throw e;
    }
  }

  private static Filled fillAlone(Connection connection, Content content) throws SQLException {
    Sql.execute(connection, "SELECT pg_advisory_xact_lock(" + StoreTables.BARRIER + ")");
    if (!isNew(connection)) {
      throw new StoreException.Unavailable(
          "Cannot fill the event database: it is not empty any more",
          new IllegalStateException("Somebody else stores in it"));
    }
    new CatalogRows(connection).insert(content);
    new SliceRows(connection).insert(content);
    return new CounterRows(connection).insert(content);
  }
}
