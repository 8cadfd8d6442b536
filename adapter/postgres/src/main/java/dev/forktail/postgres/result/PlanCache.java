package dev.forktail.postgres.result;

import dev.forktail.engine.result.live.ResultPlan;
import dev.forktail.engine.result.plan.PlanText;
import java.sql.Connection;
import java.sql.SQLException;

/// The plan of what counts, as it was read last.
///
/// - **Threads.** Safe for concurrent use.
public final class PlanCache {
  private static final String READ = "SELECT version, plan FROM result_plan";

  private volatile ResultPlan newest = ResultPlan.NONE;

  /// The plan of this version, which holds in the transaction of `connection`.
  public ResultPlan at(Connection connection, long version) throws SQLException {
    var plan = newest;
    if (plan.version() != version) {
      plan = read(connection);
      newest = plan;
    }
    return plan;
  }

  static ResultPlan read(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(READ)) {
      return rows.next() ? PlanText.read(rows.getLong(1), rows.getString(2)) : ResultPlan.NONE;
    }
  }
}
