package dev.forktail.postgres.event;

import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// One COPY from beginning to end.
final class CopyRows {
  private CopyRows() {}

  /// Writes the rows of a COPY.
  @FunctionalInterface
  interface Writing {
    void to(CopyIn copy) throws SQLException;
  }

  /// Runs the COPY statement `sql` with what `writing` puts into `rows`. When that fails the COPY
  /// is cancelled, so that the transaction can be rolled back.
  static void send(PGConnection connection, String sql, BinaryRows rows, Writing writing)
      throws SQLException {
    CopyIn copy = connection.getCopyAPI().copyIn(sql);
    try {
      rows.begin();
      writing.to(copy);
      rows.end(copy);
      copy.endCopy();
    } catch (SQLException | RuntimeException e) {
      cancel(copy, e);
      throw e;
    }
  }

  private static void cancel(CopyIn copy, Exception cause) {
    if (!copy.isActive()) {
      return;
    }
    try {
      copy.cancelCopy();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
