package dev.forktail.postgres.slice;

import dev.forktail.postgres.StoreTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/// Ends the connections of batches that have kept the barrier for too long: a stopped process, a
/// network that is gone. What they had written is rolled back, and stored by whoever has the
/// journal.
final class BarrierWatch {
  private static final String END_STALLED =
      """
      SELECT count(*) FILTER (WHERE pg_terminate_backend(a.pid))
      FROM pg_locks l JOIN pg_stat_activity a USING (pid)
      WHERE l.locktype = 'advisory' AND l.database = a.datid AND a.datname = current_database()
        AND l.classid::bigint = ? AND l.objid::bigint = ? AND l.objsubid = 1
        AND l.mode = 'ShareLock' AND l.granted
        AND a.xact_start < clock_timestamp() - ? * interval '1 millisecond'
      """;

  private BarrierWatch() {}

  /// Ends those that are older than `patience`; returns how many.
  static int endStalled(Connection connection, Duration patience) throws SQLException {
    try (var statement = connection.prepareStatement(END_STALLED)) {
      statement.setLong(1, StoreTables.BARRIER >>> Integer.SIZE);
      statement.setLong(2, StoreTables.BARRIER & 0xFFFF_FFFFL);
      statement.setLong(3, patience.toMillis());
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }
}
