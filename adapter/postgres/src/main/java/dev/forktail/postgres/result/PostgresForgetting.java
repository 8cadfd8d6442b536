package dev.forktail.postgres.result;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.result.Forgetting;
import dev.forktail.engine.result.live.LiveResults;
import dev.forktail.engine.result.live.PlannedRun;
import dev.forktail.engine.result.live.UnitKey;
import dev.forktail.postgres.PostgresDatabase;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// Forgets in the event database, beside whoever stores.
public final class PostgresForgetting implements Forgetting {
  private static final long WAIT_MILLIS = 1_000;

  /// The kinds of units that have the ids of users and visitors.
  private static final List<String> KINDS =
      List.of(PlannedRun.kindOf("userId"), PlannedRun.kindOf("anonymousId"));

  private final PostgresDatabase database;
  private final PlanCache plans = new PlanCache();

  public PostgresForgetting(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public int forget(ProjectId project, Collection<String> ids) {
    var units = new TreeSet<UnitKey>();
    for (var kind : KINDS) {
      ids.forEach(id -> units.add(UnitKey.of(project, kind, id)));
    }
    return database.transact(
        "forget units of experiments",
        connection -> {
          ResultBarrier.beside(connection, WAIT_MILLIS);
          var state = ResultBarrier.read(connection, plans);
          var records = new PostgresUnitRecords(connection, PostgresResultPlans.LANE);
          return LiveResults.forget(state.plan(), units, records, state.slice());
        });
  }
}
