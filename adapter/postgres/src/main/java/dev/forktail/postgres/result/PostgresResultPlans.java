package dev.forktail.postgres.result;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.Exposures;
import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.live.LiveResults;
import dev.forktail.engine.result.live.Observations;
import dev.forktail.engine.result.live.Recounting;
import dev.forktail.engine.result.live.ResultPlan;
import dev.forktail.engine.result.live.UnitKey;
import dev.forktail.engine.result.live.UnitRecord;
import dev.forktail.engine.result.live.UnitRecordCodec;
import dev.forktail.engine.result.plan.History;
import dev.forktail.engine.result.plan.ResultPlanner;
import dev.forktail.engine.result.plan.ResultPlans;
import dev.forktail.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// The plan in the event database, changed under the barrier that everybody holds who stores.
public final class PostgresResultPlans implements ResultPlans {
  /// Under which its totals are: of no journal.
  static final short LANE = 0;

  private static final long WAIT_MILLIS = 1_000;

  /// So many units are counted while nobody can store: a tenth of a second.
  private static final int UNITS_AT_ONCE = 5_000;

  private static final String UNITS =
      """
      SELECT id, record FROM unit_record WHERE lasting AND id > ? ORDER BY id LIMIT %d
      """
          .formatted(UNITS_AT_ONCE);

  private final PostgresDatabase database;
  private final PlanCache plans = new PlanCache();

  public PostgresResultPlans(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public boolean measure(List<Run> wanted) {
    var now = look();
    if (next(now, wanted).plan() == now.plan()) {
      return false;
    }
    return database.transact(
        "change what is measured",
        connection -> {
          ResultBarrier.alone(connection, WAIT_MILLIS);
          return change(connection, ResultBarrier.read(connection, plans), wanted);
        });
  }

  /// Asked several times a second, mostly to find that nothing has changed.
  private ResultBarrier.State look() {
    return database.call(
        "read what is measured", connection -> ResultBarrier.read(connection, plans));
  }

  private static ResultPlanner.Next next(ResultBarrier.State state, List<Run> wanted) {
    return ResultPlanner.next(state.plan(), state.lastId(), wanted, state.slice());
  }

  private static boolean change(Connection connection, ResultBarrier.State state, List<Run> wanted)
      throws SQLException {
    var next = next(state, wanted);
    if (next.plan() == state.plan()) {
      return false;
    }
    ResultBarrier.write(connection, next.plan(), next.lastId());
    Histories.insert(connection, next.histories());
    addOpenSlice(connection, state.slice(), next);
    return true;
  }

  /// What is stored already in the slice that is open counts as if it were stored now.
  private static void addOpenSlice(Connection connection, long slice, ResultPlanner.Next next)
      throws SQLException {
    var projects = new HashSet<ProjectId>();
    var names = new HashSet<String>();
    names.add(Exposures.EVENT);
    next.added().runs().forEach(run -> projects.add(run.run().project()));
    for (var track : next.added().tracks()) {
      projects.add(track.project());
      names.add(track.measure().event());
    }
    if (!projects.isEmpty()) {
      var observations = new Observations(next.added());
      OpenSliceEvents.read(connection, slice, projects, names, observations);
      apply(connection, next.plan(), observations, slice);
    }
  }

  private static void apply(
      Connection connection, ResultPlan plan, Observations observations, long slice) {
    LiveResults.apply(plan, observations.found(), new PostgresUnitRecords(connection, LANE), slice);
  }

  @Override
  public List<History> histories() {
    return database.call("read what is to be added to results", Histories::all);
  }

  @Override
  public void add(History from, History to, List<StoredEvent> events) {
    database.transact(
        "add to results what was stored before",
        connection -> {
          ResultBarrier.beside(connection, WAIT_MILLIS);
          if (Histories.move(connection, from, to)) {
            var state = ResultBarrier.read(connection, plans);
            var observations = new Observations(state.plan().only(from.subject()));
            events.forEach(event -> observations.read(event.event(), event.slice()));
            apply(connection, state.plan(), observations, from.to());
          }
          return true;
        });
  }

  @Override
  public boolean countSome() {
    var now = look();
    if (now.plan().isWhole()) {
      return false;
    }
    return database.transact(
        "count units anew",
        connection -> {
          ResultBarrier.alone(connection, WAIT_MILLIS);
          return count(connection, ResultBarrier.read(connection, plans));
        });
  }

  private static boolean count(Connection connection, ResultBarrier.State state)
      throws SQLException {
    if (state.plan().isWhole()) {
      return false;
    }
    var step = Recounting.of(state.plan());
    var units = units(connection, step.from());
    new PostgresUnitRecords(connection, LANE).add(step.totals(units));
    var last = units.size() < UNITS_AT_ONCE ? UnitKey.LAST : units.getLast().key();
    var next = step.upTo(last);
    ResultBarrier.write(connection, next, state.lastId());
    return !next.isWhole();
  }

  private static List<UnitRecord> units(Connection connection, UnitKey behind) throws SQLException {
    try (var statement = connection.prepareStatement(UNITS)) {
      statement.setObject(1, behind.uuid());
      try (var rows = statement.executeQuery()) {
        var units = new ArrayList<UnitRecord>();
        while (rows.next()) {
          var key = UnitKey.of(rows.getObject(1, UUID.class));
          units.add(UnitRecordCodec.decode(key, rows.getBytes(2)));
        }
        return units;
      }
    }
  }

  @Override
  public void tidy() {
    database.transact(
        "tidy up results",
        connection -> {
          ResultBarrier.beside(connection, WAIT_MILLIS);
          var state = ResultBarrier.read(connection, plans);
          OldResults.deleteUnits(connection, state.slice());
          OldResults.deleteTotals(connection, talliesOf(state.plan()));
          return true;
        });
  }

  private static Set<Integer> talliesOf(ResultPlan plan) {
    var tallies = new HashSet<Integer>();
    plan.runs().forEach(run -> tallies.addAll(run.allTallies()));
    return tallies;
  }
}
