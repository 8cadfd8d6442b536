package dev.forktail.postgres.recovery;

import dev.forktail.engine.recovery.RecoveredStore.Content;
import dev.forktail.postgres.StoreTables;
import dev.forktail.postgres.export.PostgresStagedFiles;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// Slices of which only files are left, the files that wait to be committed, and the number of the
/// slice that is open.
record SliceRows(Connection connection) {
  private static final String INSERT =
      """
      INSERT INTO slice (id, generation, state, opened_at, sealed_at, rows, staged_at)
      VALUES (?, 0, 'dropped', ?, ?, ?, now())
      """;

  void insert(Content content) throws SQLException {
    openAfter(content.sliceLast());
    try (var statement = connection.prepareStatement(INSERT)) {
      for (var slice : content.slices()) {
        var received = OffsetDateTime.ofInstant(slice.receivedLast(), ZoneOffset.UTC);
        statement.setLong(1, slice.slice());
        statement.setObject(2, received);
        statement.setObject(3, received);
        statement.setLong(4, slice.events());
        statement.addBatch();
      }
      statement.executeBatch();
    }
    PostgresStagedFiles.insert(connection, content.staged());
    Sql.continueAfter(connection, "lane", "id", content.laneMax());
  }

  /// What arrives from now on must not be taken for something that is in the lake.
  private void openAfter(long last) throws SQLException {
    long open = openSlice();
    if (open > last) {
      return;
    }
    long next = last + 1;
    Sql.execute(
        connection,
        """
        INSERT INTO slice (id, generation, state, opened_at)
        SELECT %d, generation, state, opened_at FROM slice WHERE id = %d
        """
            .formatted(next, open));
    Sql.execute(
        connection,
        "ALTER TABLE %s RENAME TO %s".formatted(StoreTables.slice(open), StoreTables.slice(next)));
    Sql.execute(connection, "UPDATE store_state SET slice = " + next);
    Sql.execute(connection, "DELETE FROM slice WHERE id = " + open);
  }

  private long openSlice() throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT slice FROM store_state")) {
      if (!rows.next()) {
        throw new SQLException("The table store_state is empty");
      }
      return rows.getLong(1);
    }
  }
}
