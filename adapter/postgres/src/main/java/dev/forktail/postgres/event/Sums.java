package dev.forktail.postgres.event;

import dev.forktail.engine.event.Claim;
import dev.forktail.engine.rollup.RollupCounters;
import dev.forktail.postgres.event.RollupNames.Resolved;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;

/// Everything that is kept as a sum and changes with a batch: accounts, rollups, rows of the slice.
/// One round trip; each row belongs to one lane, and keys go in order.
final class Sums {
  private static final String ADD_ACCOUNT =
      """
      INSERT INTO source_account AS kept (project, source, lane, stored, duplicates, dead_letters)
      SELECT project, source, ?, stored, duplicates, dead_letters
      FROM unnest(?::int[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
        AS added (project, source, stored, duplicates, dead_letters)
      ON CONFLICT (project, source, lane) DO UPDATE SET
        stored = kept.stored + excluded.stored,
        duplicates = kept.duplicates + excluded.duplicates,
        dead_letters = kept.dead_letters + excluded.dead_letters
      """;
  private static final String ADD_ROLLUP =
      """
      INSERT INTO %s AS kept (project, bucket, name, source, lane, events)
      SELECT project, to_timestamp(bucket), name, source, ?, events
      FROM unnest(?::int[], ?::bigint[], ?::text[], ?::text[], ?::bigint[])
        AS added (project, bucket, name, source, events)
      ON CONFLICT (project, bucket, name, source, lane)
      DO UPDATE SET events = kept.events + excluded.events
      """;
  private static final String ADD_ROWS =
      """
      INSERT INTO slice_rows AS kept (slice, lane, rows) VALUES (?, ?, ?)
      ON CONFLICT (slice, lane) DO UPDATE SET rows = kept.rows + excluded.rows
      """;
  private static final String ADD_ALL =
      String.join(
          ";",
          ADD_ACCOUNT,
          ADD_ROLLUP.formatted("rollup_minute"),
          ADD_ROLLUP.formatted("rollup_hour"),
          ADD_ROLLUP.formatted("rollup_day"),
          ADD_ROWS);

  private Sums() {}

  /// What a batch adds.
  record Added(Accounts accounts, RollupCounters counters, Resolved names, long rows) {}

  static void add(Connection connection, Claim claim, long slice, Added added) throws SQLException {
    try (var statement = connection.prepareStatement(added.rows() == 0 ? ADD_ACCOUNT : ADD_ALL)) {
      int parameter = bindAccounts(statement, claim.lane(), added.accounts());
      if (added.rows() > 0) {
        parameter = bindRollups(statement, parameter, claim.lane(), added);
        statement.setLong(parameter++, slice);
        statement.setShort(parameter++, claim.lane());
        statement.setLong(parameter, added.rows());
      }
      statement.execute();
    }
  }

  private static int bindAccounts(PreparedStatement statement, short lane, Accounts accounts)
      throws SQLException {
    var sums = accounts.sums();
    statement.setShort(1, lane);
    statement.setObject(2, sums.keySet().stream().mapToInt(Accounts.Key::project).toArray());
    statement.setObject(3, sums.keySet().stream().map(Accounts.Key::source).toArray(String[]::new));
    statement.setObject(4, sums.values().stream().mapToLong(sum -> sum.stored).toArray());
    statement.setObject(5, sums.values().stream().mapToLong(sum -> sum.duplicates).toArray());
    statement.setObject(6, sums.values().stream().mapToLong(sum -> sum.deadLetters).toArray());
    return 7;
  }

  private static int bindRollups(PreparedStatement statement, int first, short lane, Added added)
      throws SQLException {
    int parameter = first;
    for (var unit : new ChronoUnit[] {ChronoUnit.MINUTES, ChronoUnit.HOURS, ChronoUnit.DAYS}) {
      var counts = added.counters().by(unit, key -> added.names().rename(key));
      statement.setShort(parameter, lane);
      parameter = new RollupColumns(counts).bind(statement, parameter + 1);
    }
    return parameter;
  }
}
