package dev.forktail.postgres.event;

import dev.forktail.engine.event.Claim;
import dev.forktail.engine.rollup.RollupCounters;
import dev.forktail.postgres.event.RollupNames.Resolved;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
  private static final String ADD_VALUES =
      """
      INSERT INTO %s AS kept (project, bucket, dimension, value, lane, events)
      SELECT project, to_timestamp(bucket), dimension, value, ?, events
      FROM unnest(?::int[], ?::bigint[], ?::int[], ?::text[], ?::bigint[])
        AS added (project, bucket, dimension, value, events)
      ON CONFLICT (project, bucket, dimension, value, lane)
      DO UPDATE SET events = kept.events + excluded.events
      """;
  private static final String ADD_ROWS =
      """
      INSERT INTO slice_rows AS kept (slice, lane, rows) VALUES (?, ?, ?)
      ON CONFLICT (slice, lane) DO UPDATE SET rows = kept.rows + excluded.rows
      """;
  private static final String ADD_ROLLUPS =
      String.join(
          ";",
          ADD_ROLLUP.formatted("rollup_minute"),
          ADD_ROLLUP.formatted("rollup_hour"),
          ADD_ROLLUP.formatted("rollup_day"));
  private static final String ADD_ALL = String.join(";", ADD_ACCOUNT, ADD_ROLLUPS, ADD_ROWS);
  private static final String ADD_ALL_AND_VALUES =
      String.join(
          ";",
          ADD_ALL,
          ADD_VALUES.formatted("rollup_dimension_minute"),
          ADD_VALUES.formatted("rollup_dimension_hour"),
          ADD_VALUES.formatted("rollup_dimension_day"));

  private static final String SINCE = "SELECT unit, since FROM rollup_since";
  private static final List<ChronoUnit> UNITS =
      List.of(ChronoUnit.MINUTES, ChronoUnit.HOURS, ChronoUnit.DAYS);

  private Sums() {}

  /// What a batch adds.
  record Added(Accounts accounts, RollupCounters counters, Resolved names, long rows) {}

  static void add(Connection connection, Claim claim, long slice, Added added) throws SQLException {
    try (var statement = connection.prepareStatement(sql(added))) {
      int parameter = bindAccounts(statement, claim.lane(), added.accounts());
      if (added.rows() > 0) {
        parameter = bindRollups(statement, parameter, claim.lane(), added);
        statement.setLong(parameter++, slice);
        statement.setShort(parameter++, claim.lane());
        statement.setLong(parameter++, added.rows());
      }
      if (added.counters().hasValues()) {
        bindValues(statement, parameter, claim.lane(), added);
      }
      statement.execute();
    }
  }

  private static String sql(Added added) {
    if (added.rows() == 0) {
      return ADD_ACCOUNT;
    }
    return added.counters().hasValues() ? ADD_ALL_AND_VALUES : ADD_ALL;
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

  /// Only the accounts.
  static void addAccounts(Connection connection, short lane, Accounts accounts)
      throws SQLException {
    try (var statement = connection.prepareStatement(ADD_ACCOUNT)) {
      bindAccounts(statement, lane, accounts);
      statement.execute();
    }
  }

  /// Only the rollups, under the names that they have or get now. What is before the moment from
  /// which counters are kept is counted from the lake.
  static void addRollups(Connection connection, short lane, RollupCounters counters)
      throws SQLException {
    var names = new RollupNames().resolve(connection, counters);
    var since = since(connection);
    int parameter = 1;
    try (var statement = connection.prepareStatement(ADD_ROLLUPS)) {
      for (var unit : UNITS) {
        var counts = counters.by(unit, key -> names.rename(key));
        counts
            .keySet()
            .removeIf(key -> key.minute().isBefore(since.getOrDefault(unit, Instant.EPOCH)));
        statement.setShort(parameter, lane);
        parameter = new RollupColumns(counts).bind(statement, parameter + 1);
      }
      statement.execute();
    }
  }

  private static Map<ChronoUnit, Instant> since(Connection connection) throws SQLException {
    var since = new EnumMap<ChronoUnit, Instant>(ChronoUnit.class);
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(SINCE)) {
      while (rows.next()) {
        var unit = ChronoUnit.valueOf(rows.getString(1).toUpperCase(Locale.ROOT) + "S");
        since.put(unit, rows.getObject(2, OffsetDateTime.class).toInstant());
      }
    }
    return since;
  }

  private static int bindRollups(PreparedStatement statement, int first, short lane, Added added)
      throws SQLException {
    int parameter = first;
    for (var unit : UNITS) {
      var counts = added.counters().by(unit, key -> added.names().rename(key));
      statement.setShort(parameter, lane);
      parameter = new RollupColumns(counts).bind(statement, parameter + 1);
    }
    return parameter;
  }

  private static void bindValues(PreparedStatement statement, int first, short lane, Added added)
      throws SQLException {
    int parameter = first;
    for (var unit : UNITS) {
      var counts = added.counters().valuesBy(unit, key -> added.names().rename(key));
      statement.setShort(parameter, lane);
      parameter = new DimensionColumns(counts).bind(statement, parameter + 1);
    }
  }
}
