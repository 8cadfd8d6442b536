package dev.forktail.postgres.export;

import dev.forktail.engine.export.LakeException;
import java.sql.Connection;
import java.sql.SQLException;

/// The row that says which exporter may change the lake and its lists.
///
/// A transaction that changes something holds the row until it ends; taking over waits for it, and
/// sees what it did. The server ends one whose client does not go on, such as an exporter that was
/// stopped in the middle.
final class ExportEpoch {
  private static final String RAISE = "UPDATE export_state SET epoch = epoch + 1 RETURNING epoch";
  private static final String HOLD =
      """
      SELECT set_config('idle_in_transaction_session_timeout', '5s', true)
      FROM export_state WHERE epoch = ? FOR SHARE
      """;

  private ExportEpoch() {}

  static long raise(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(RAISE)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /// Whether `epoch` is the current one; if so, it stays so until the transaction ends.
  static boolean hold(Connection connection, long epoch) throws SQLException {
    try (var statement = connection.prepareStatement(HOLD)) {
      statement.setLong(1, epoch);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  /// Holds `epoch` or refuses to go on.
  static void require(Connection connection, long epoch) throws SQLException {
    if (!hold(connection, epoch)) {
      throw new LakeException.Fenced(
          "Another exporter has taken over from this one (epoch=" + epoch + ")");
    }
  }
}
