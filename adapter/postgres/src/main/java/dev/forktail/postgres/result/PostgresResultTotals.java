package dev.forktail.postgres.result;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.result.ResultTotals;
import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.RunTotals;
import dev.forktail.engine.result.live.PlannedRun;
import dev.forktail.engine.result.live.TotalKey;
import dev.forktail.engine.result.plan.History;
import dev.forktail.engine.result.plan.PlannedTotals;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.statistics.sums.Sums;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Totals of runs in the event database, added up over lanes.
public final class PostgresResultTotals implements ResultTotals {
  private static final String ONE_MOMENT =
      "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";
  private static final String NOW = "SELECT transaction_timestamp()";
  private static final String SUM =
      """
      SELECT tally, arm, dimension, value, day, sum(units), sum(total1), sum(total2),
        sum(product11), sum(product12), sum(product22)
      FROM result_total WHERE tally = ANY (?::int[])
      GROUP BY tally, arm, dimension, value, day
      """;

  private final PostgresDatabase database;

  public PostgresResultTotals(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public Optional<RunTotals> find(ProjectId project, ExperimentKey experiment) {
    return database.transact(
        "read the results of an experiment",
        connection -> {
          beginMoment(connection);
          var plan = PlanCache.read(connection);
          var run = plan.find(project, experiment);
          return run.isEmpty()
              ? Optional.empty()
              : Optional.of(totals(connection, run.get(), Histories.all(connection)));
        });
  }

  private static void beginMoment(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(ONE_MOMENT);
    }
  }

  private static RunTotals totals(Connection connection, PlannedRun run, List<History> histories)
      throws SQLException {
    var asOf = now(connection);
    return new PlannedTotals(run, histories).runTotals(sums(connection, run), asOf);
  }

  private static Instant now(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(NOW)) {
      rows.next();
      return rows.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  /// The totals of a run, in the transaction of `connection`.
  static SortedMap<TotalKey, Sums> sums(Connection connection, PlannedRun run) throws SQLException {
    var totals = new TreeMap<TotalKey, Sums>();
    try (var statement = connection.prepareStatement(SUM)) {
      statement.setObject(1, run.allTallies().stream().mapToInt(Integer::intValue).toArray());
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          totals.put(key(rows), sums(rows));
        }
      }
    }
    totals.values().removeIf(sums -> sums.equals(Sums.none(sums.width())));
    return totals;
  }

  private static TotalKey key(ResultSet rows) throws SQLException {
    return new TotalKey(
        rows.getInt(1),
        rows.getInt(2),
        rows.getInt(3),
        rows.getString(4),
        rows.getObject(5, Date.class).toLocalDate());
  }

  private static Sums sums(ResultSet rows) throws SQLException {
    boolean two = rows.getBigDecimal(8) != null;
    var totals = new ArrayList<BigInteger>();
    var products = new ArrayList<BigInteger>();
    totals.add(whole(rows.getBigDecimal(7)));
    products.add(whole(rows.getBigDecimal(9)));
    if (two) {
      totals.add(whole(rows.getBigDecimal(8)));
      products.add(whole(rows.getBigDecimal(10)));
      products.add(whole(rows.getBigDecimal(11)));
    }
    return new Sums(rows.getLong(6), totals, products);
  }

  private static BigInteger whole(BigDecimal number) {
    return number.toBigIntegerExact();
  }

  @Override
  public List<Run> runs(ProjectId project) {
    var plan = database.call("list what is measured", PlanCache::read);
    return plan.runs().stream()
        .map(PlannedRun::run)
        .filter(run -> run.project().equals(project))
        .sorted(Comparator.comparing(Run::started).reversed())
        .toList();
  }
}
