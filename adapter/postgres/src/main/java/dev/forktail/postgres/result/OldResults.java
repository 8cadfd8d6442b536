package dev.forktail.postgres.result;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/// Deletes what no result needs any more.
final class OldResults {
  /// Minutes: more than what is stored so long before an exposure counts for
  /// (`UnitView.LATE_SLICES`).
  private static final long KEPT_SLICES = 1_500;

  private static final String UNITS =
      """
      DELETE FROM unit_record WHERE id IN (
        SELECT id FROM unit_record WHERE NOT lasting AND slice < ?
        LIMIT 50000 FOR UPDATE SKIP LOCKED)
      """;
  private static final String TOTALS = "DELETE FROM result_total WHERE tally <> ALL (?::int[])";

  private OldResults() {}

  static void deleteUnits(Connection connection, long openSlice) throws SQLException {
    try (var statement = connection.prepareStatement(UNITS)) {
      statement.setLong(1, openSlice - KEPT_SLICES);
      statement.executeUpdate();
    }
  }

  static void deleteTotals(Connection connection, Set<Integer> kept) throws SQLException {
    try (var statement = connection.prepareStatement(TOTALS)) {
      statement.setObject(1, kept.stream().mapToInt(Integer::intValue).toArray());
      statement.executeUpdate();
    }
  }
}
