package dev.forktail.postgres.result;

import dev.forktail.engine.result.live.ResultPlan;
import dev.forktail.engine.result.plan.PlanText;
import dev.forktail.postgres.StoreTables;
import java.sql.Connection;
import java.sql.SQLException;

/// The plan in a transaction that keeps everybody from storing, or only from changing it.
final class ResultBarrier {
  /// The letters RESULTS.
  private static final long STEPS = 0x5245_5355_4C54_53L;

  private static final String STATE =
      """
      SELECT s.slice, s.result_plan, coalesce(p.last_id, 0)
      FROM store_state s LEFT JOIN result_plan p ON true
      """;
  private static final String WRITE =
      """
      INSERT INTO result_plan AS kept (version, last_id, plan) VALUES (?, ?, ?)
      ON CONFLICT (single) DO UPDATE
      SET version = excluded.version, last_id = excluded.last_id, plan = excluded.plan
      """;
  private static final String SHOW = "UPDATE store_state SET result_plan = ?";

  private ResultBarrier() {}

  /// The plan as it is, with the open slice.
  record State(long slice, int lastId, ResultPlan plan) {}

  /// Waits until nobody stores, and keeps everybody from it until the transaction ends.
  static void alone(Connection connection, long waitMillis) throws SQLException {
    execute(connection, "SET LOCAL lock_timeout = " + waitMillis);
    execute(connection, "SELECT pg_advisory_xact_lock(" + STEPS + ")");
    execute(connection, "SELECT pg_advisory_xact_lock(" + StoreTables.BARRIER + ")");
  }

  /// Stores beside others, but keeps the plan as it is until the transaction ends.
  static void beside(Connection connection, long waitMillis) throws SQLException {
    execute(connection, "SET LOCAL lock_timeout = " + waitMillis);
    execute(connection, "SELECT pg_advisory_xact_lock(" + STEPS + ")");
    execute(connection, "SELECT pg_advisory_xact_lock_shared(" + StoreTables.BARRIER + ")");
  }

  /// How it stands; without one of the locks above it may have changed already.
  ///
  /// @param plans reads the plan only when it is another than last time
  static State read(Connection connection, PlanCache plans) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(STATE)) {
      if (!rows.next()) {
        throw new SQLException("The table store_state is empty");
      }
      return new State(rows.getLong(1), rows.getInt(3), plans.at(connection, rows.getLong(2)));
    }
  }

  static void write(Connection connection, ResultPlan plan, int lastId) throws SQLException {
    try (var statement = connection.prepareStatement(WRITE)) {
      statement.setLong(1, plan.version());
      statement.setInt(2, lastId);
      statement.setString(3, PlanText.write(plan));
      statement.executeUpdate();
    }
    try (var statement = connection.prepareStatement(SHOW)) {
      statement.setLong(1, plan.version());
      statement.executeUpdate();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
