package dev.forktail.postgres.event;

import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.EventBatch;
import dev.forktail.engine.event.StoreException;
import dev.forktail.postgres.StoreTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// How far each journal is stored, and the way into a batch's transaction.
final class Ledger {
  // The state is read by a statement of its own, so with a snapshot that was taken after the lock:
  // a seal that this transaction had to wait for is seen.
  private static final String ENTER =
      """
      SELECT pg_advisory_xact_lock_shared(%d);
      SELECT slice, generation, previous_generation, result_plan FROM store_state;
      UPDATE ledger SET next_sequence = ?, damaged = damaged + ?
      WHERE journal = ? AND epoch = ? AND next_sequence = ?
      """
          .formatted(StoreTables.BARRIER);

  private static final String LOOK_UP = "SELECT epoch, next_sequence FROM ledger WHERE journal = ?";

  private Ledger() {}

  /// Enters the barrier, reads what is open, and moves the ledger to the end of `batch`.
  ///
  /// @throws StoreException.Fenced when the claim is not the newest
  /// @throws StoreException.OutOfStep when the ledger stands elsewhere
  static OpenSlice enter(Connection connection, Claim claim, EventBatch batch) throws SQLException {
    try (var statement = connection.prepareStatement(ENTER)) {
      statement.setLong(1, batch.after());
      statement.setLong(2, batch.damaged());
      statement.setObject(3, claim.journal());
      statement.setLong(4, claim.epoch());
      statement.setLong(5, batch.first());
      statement.execute();
      var open = openSlice(statement);
      statement.getMoreResults();
      if (statement.getUpdateCount() == 1) {
        return open;
      }
    }
    throw new StoreException.OutOfStep(
        "Cannot store batch: the ledger stands elsewhere (first=" + batch.first() + ")",
        position(connection, claim));
  }

  private static OpenSlice openSlice(PreparedStatement statement) throws SQLException {
    statement.getMoreResults();
    try (ResultSet rows = statement.getResultSet()) {
      if (!rows.next()) {
        throw new SQLException("The table store_state is empty");
      }
      return new OpenSlice(
          rows.getLong(1), rows.getInt(2), rows.getObject(3, Integer.class), rows.getLong(4));
    }
  }

  /// Where the ledger stands.
  ///
  /// @throws StoreException.Fenced when the claim is not the newest, or the journal was forgotten
  static long position(Connection connection, Claim claim) throws SQLException {
    try (var statement = connection.prepareStatement(LOOK_UP)) {
      statement.setObject(1, claim.journal());
      try (var rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new StoreException.Fenced("The journal was forgotten: journal=" + claim.journal());
        }
        if (rows.getLong(1) != claim.epoch()) {
          throw new StoreException.Fenced(
              "The journal was claimed by somebody else: journal="
                  + claim.journal()
                  + " epoch="
                  + claim.epoch()
                  + " now="
                  + rows.getLong(1));
        }
        return rows.getLong(2);
      }
    }
  }
}
