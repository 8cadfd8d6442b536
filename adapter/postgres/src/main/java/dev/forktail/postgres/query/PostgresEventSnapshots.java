package dev.forktail.postgres.query;

import dev.forktail.engine.facts.FactRows;
import dev.forktail.engine.query.EventSnapshots;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.SqlFailure;
import dev.forktail.postgres.facts.FactReading;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Snapshots as transactions that see everything as it is when they begin: where the tables of the
/// lake are, what is staged, and which slices are not.
///
/// - **Limits.** A few are open at once; who wants another one waits for some seconds. The server
///   ends one on which nothing happens for a minute.
public final class PostgresEventSnapshots implements EventSnapshots {
  /// How often a snapshot is taken again because a slice went into the lake and was dropped before
  /// it could be held.
  private static final int ATTEMPTS_MAX = 5;

  private final PostgresDatabase database;

  public PostgresEventSnapshots(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public List<FactRows> facts() {
    return database.call("list facts", FactReading::list);
  }

  @Override
  public PostgresEventSnapshot open() {
    try {
      return open(database.connectForSnapshot());
    } catch (SQLException e) {
      throw SqlFailure.of("Cannot look at the events", e);
    }
  }

  private PostgresEventSnapshot open(Connection connection) throws SQLException {
    try {
      return begin(connection, ATTEMPTS_MAX);
    } catch (SQLException | RuntimeException e) {
      database.discard(connection);
      throw e;
    }
  }

  private PostgresEventSnapshot begin(Connection connection, int attempts) throws SQLException {
    try {
      return PostgresEventSnapshot.begin(database, connection);
    } catch (SQLException e) {
      if (attempts <= 1 || !SqlFailure.isUndefinedTable(e)) {
        throw e;
      }
      connection.rollback();
      return begin(connection, attempts - 1);
    }
  }
}
