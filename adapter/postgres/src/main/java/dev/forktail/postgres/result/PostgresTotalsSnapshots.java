package dev.forktail.postgres.result;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.RowSource;
import dev.forktail.engine.export.StagedFile;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.facts.FactRows;
import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.live.PlannedRun;
import dev.forktail.engine.result.live.ResultPlan;
import dev.forktail.engine.result.live.UnitKey;
import dev.forktail.engine.result.plan.PlannedTotals;
import dev.forktail.engine.result.recount.TotalsSnapshots;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.query.PostgresEventSnapshot;
import dev.forktail.postgres.query.PostgresEventSnapshots;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Events and totals as one transaction sees them.
public final class PostgresTotalsSnapshots implements TotalsSnapshots {
  private static final String FORGOTTEN = "SELECT id FROM unit_record WHERE forgotten";

  private final PostgresDatabase database;

  public PostgresTotalsSnapshots(PostgresDatabase database) {
    this.database = database;
  }

  /// All runs that are measured now.
  public List<Run> runs() {
    return database.call("list what is measured", PostgresTotalsSnapshots::runs);
  }

  private static List<Run> runs(Connection connection) throws SQLException {
    return PlanCache.read(connection).runs().stream().map(PlannedRun::run).toList();
  }

  @Override
  public TotalsSnapshot open() {
    return new Snapshot(new PostgresEventSnapshots(database).open());
  }

  private record Snapshot(PostgresEventSnapshot events) implements TotalsSnapshot {

    @Override
    public Optional<Standing> find(ProjectId project, ExperimentKey experiment) {
      return events.look(
          "read the results of an experiment",
          connection -> {
            var plan = PlanCache.read(connection);
            var run = plan.find(project, experiment);
            return run.isEmpty()
                ? Optional.empty()
                : Optional.of(standing(connection, plan, run.get()));
          });
    }

    private static Standing standing(Connection connection, ResultPlan plan, PlannedRun run)
        throws SQLException {
      var tracks = new HashSet<Integer>();
      run.tallies().forEach(tally -> tracks.addAll(tally.tracks()));
      var own =
          new ResultPlan(
              plan.version(),
              List.of(run),
              plan.tracks().stream().filter(track -> tracks.contains(track.id())).toList());
      double filled = new PlannedTotals(run, Histories.all(connection)).filled();
      return new Standing(
          own,
          filled,
          PostgresResultTotals.sums(connection, run),
          forgotten(connection),
          PostgresRecountDiary.repairs(connection, run.run().project(), run.run().experiment()));
    }

    private static Set<UnitKey> forgotten(Connection connection) throws SQLException {
      try (var statement = connection.createStatement();
          var rows = statement.executeQuery(FORGOTTEN)) {
        var forgotten = new HashSet<UnitKey>();
        while (rows.next()) {
          forgotten.add(UnitKey.of(rows.getObject(1, UUID.class)));
        }
        return forgotten;
      }
    }

    @Override
    public Instant asOf() {
      return events.asOf();
    }

    @Override
    public Optional<String> version(TableName table) {
      return events.version(table);
    }

    @Override
    public List<StagedFile> staged(TableName table, long first) {
      return events.staged(table, first);
    }

    @Override
    public RowSource openRows(ProjectId project, List<Column> columns) {
      return events.openRows(project, columns);
    }

    @Override
    public Optional<RowSource> facts(ProjectId project, FactRows facts) {
      return events.facts(project, facts);
    }

    @Override
    public void close() {
      events.close();
    }
  }
}
