package dev.forktail.postgres.result;

import dev.forktail.engine.event.Event;
import dev.forktail.engine.result.live.LiveResults;
import dev.forktail.engine.result.live.Observations;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// What a batch changes in the results of experiments, in the batch's transaction.
public final class BatchResults {
  private final PlanCache plans;

  public BatchResults(PlanCache plans) {
    this.plans = plans;
  }

  /// Adds events that are new.
  ///
  /// @param version of the plan that holds
  /// @param slice into which they are stored
  public void add(Connection connection, short lane, long version, long slice, List<Event> events)
      throws SQLException {
    var plan = plans.at(connection, version);
    var observations = new Observations(plan);
    events.forEach(event -> observations.read(event, slice));
    LiveResults.apply(plan, observations.found(), new PostgresUnitRecords(connection, lane), slice);
  }
}
