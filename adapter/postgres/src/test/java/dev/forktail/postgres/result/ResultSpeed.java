package dev.forktail.postgres.result;

import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.Payload;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.Exposures;
import dev.forktail.engine.result.live.LiveResults;
import dev.forktail.engine.result.live.Observations;
import dev.forktail.engine.result.live.ResultPlan;
import dev.forktail.engine.result.live.UnitKey;
import dev.forktail.engine.result.live.UnitRecord;
import dev.forktail.engine.result.live.UnitRecordCodec;
import dev.forktail.engine.result.memory.InMemoryUnitRecords;
import dev.forktail.postgres.PostgresConfig;
import dev.forktail.postgres.event.StoreSpeed;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;

/// Measures what results cost who stores: the same load once without and once with events that
/// count, by turns. Run by hand against a server on this machine that measures an experiment
/// `speed` of users, whose metrics are of the events `Goal 0` to `Goal 4` and their property
/// `amount`:
///
/// `ResultSpeed URL USER PASSWORD UNITS COUNTING_SHARE RATE SECONDS TURNS`
final class ResultSpeed {
  private static final int GOALS = 5;

  /// A template has its id behind the version and two sizes.
  private static final String FILL =
      """
      INSERT INTO unit_record (id, slice, lasting, record)
      SELECT id, ?, true, substr(t, 1, 3) || uuid_send(id) || substr(t, 20)
      FROM (SELECT ?::bytea AS t) AS template,
        (SELECT encode(substr(sha256(int4send(1) || 'person'::bytea || '\\000'::bytea
            || ('unit-' || i)::bytea), 1, 16), 'hex')::uuid AS id
          FROM generate_series(0, ? - 1) AS i) AS ids
      ON CONFLICT DO NOTHING
      """;

  private ResultSpeed() {}

  public static void main(String[] args) throws Exception {
    var config = PostgresConfig.standard(args[0], args[1], args[2]);
    int units = Integer.parseInt(args[3]);
    double share = Double.parseDouble(args[4]);
    double rate = Double.parseDouble(args[5]);
    int seconds = Integer.parseInt(args[6]);
    fill(config, units);
    int batch = (int) Math.max(1, rate / 10);
    for (int turn = 0; turn < Integer.parseInt(args[7]); turn++) {
      new StoreSpeed(config, 1, batch, seconds, rate, StoreSpeed.ofStrangers()).run();
      new StoreSpeed(config, 1, batch, seconds, rate, counting(units, share)).run();
    }
  }

  private static StoreSpeed.Source counting(int units, double share) {
    var strangers = StoreSpeed.ofStrangers();
    return (random, i) ->
        random.nextDouble() < share ? goal(random, units) : strangers.event(random, i);
  }

  private static Event goal(Random random, int units) {
    var padding = "x".repeat(1_900);
    var payload =
        "{\"properties\":{\"amount\":%d.5,\"text\":\"%s\"}}"
            .formatted(random.nextInt(100), padding);
    return StoreSpeed.event(
        random,
        "Goal " + random.nextInt(GOALS),
        "unit-" + random.nextInt(units),
        Payload.ofText(payload));
  }

  /// Units that have seen the experiment and done each goal once.
  private static void fill(PostgresConfig config, int units) throws SQLException {
    try (var connection =
        DriverManager.getConnection(config.url(), config.user(), config.password())) {
      var plan = PlanCache.read(connection);
      fill(connection, plan, units);
    }
  }

  private static void fill(Connection connection, ResultPlan plan, int units) throws SQLException {
    long slice = plan.runs().getFirst().since();
    try (var statement = connection.prepareStatement(FILL)) {
      statement.setLong(1, slice);
      statement.setBytes(2, UnitRecordCodec.encode(template(plan, slice)));
      statement.setInt(3, units);
      statement.executeUpdate();
    }
    try (var statement = connection.createStatement()) {
      statement.execute("VACUUM ANALYZE unit_record");
      statement.execute("CHECKPOINT");
    }
  }

  private static UnitRecord template(ResultPlan plan, long slice) {
    var random = new Random(1);
    var observations = new Observations(plan);
    var arm = plan.runs().getFirst().run().arms().getFirst().variant();
    var viewed =
        "{\"properties\":{\"experiment_id\":\"speed\",\"variation_id\":\"%s\"}}".formatted(arm);
    observations.read(
        StoreSpeed.event(random, Exposures.EVENT, "unit-0", Payload.ofText(viewed)), slice);
    for (int goal = 0; goal < GOALS; goal++) {
      var payload = Payload.ofText("{\"properties\":{\"amount\":20.5}}");
      observations.read(StoreSpeed.event(random, "Goal " + goal, "unit-0", payload), slice);
    }
    var records = new InMemoryUnitRecords();
    LiveResults.apply(plan, observations.found(), records, slice);
    var key = UnitKey.of(new ProjectId(1), "person", "unit-0");
    var keys = new TreeSet<UnitKey>();
    keys.add(key);
    return Objects.requireNonNull(records.lock(keys).get(key));
  }
}
