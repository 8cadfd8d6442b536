package dev.forktail.postgres.event;

import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.EventBatch;
import dev.forktail.engine.event.EventStore;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.result.BatchResults;
import dev.forktail.postgres.result.PlanCache;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The event store in PostgreSQL. Each lane stores its batches on a connection of its own.
public final class PostgresEventStore implements EventStore, AutoCloseable {
  private static final String LANE =
      """
      INSERT INTO lane (node, lane_index) VALUES (?, ?)
      ON CONFLICT (node, lane_index) DO UPDATE SET node = excluded.node RETURNING id
      """;
  private static final String CLAIM =
      """
      INSERT INTO ledger AS kept (journal, lane, epoch, next_sequence) VALUES (?, ?, 1, 0)
      ON CONFLICT (journal)
      DO UPDATE SET lane = excluded.lane, epoch = kept.epoch + 1, claimed = now()
      RETURNING epoch, next_sequence
      """;
  private static final String FORGET =
      """
      WITH gone AS (
        DELETE FROM ledger WHERE journal = ? AND epoch = ? RETURNING lane, damaged)
      UPDATE lane SET damaged = lane.damaged + gone.damaged FROM gone WHERE lane.id = gone.lane
      """;

  private final PostgresDatabase database;
  private final String node;
  private final MessageIds ids;
  private final RollupNames names = new RollupNames();
  private final BatchResults results = new BatchResults(new PlanCache());
  private final Map<Short, Lane> lanes = new ConcurrentHashMap<>();

  /// The store in `database` for the lanes of `node`, a name that stays the same when the process
  /// starts again.
  public PostgresEventStore(PostgresDatabase database, String node) {
    this.database = database;
    this.node = node;
    this.ids = new MessageIds(database);
  }

  @Override
  public Claim claim(UUID journal, int laneIndex) {
    return database.transact(
        "claim journal " + journal,
        connection -> claim(connection, journal, lane(connection, laneIndex)));
  }

  private short lane(Connection connection, int laneIndex) throws SQLException {
    try (var statement = connection.prepareStatement(LANE)) {
      statement.setString(1, node);
      statement.setInt(2, laneIndex);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getShort(1);
      }
    }
  }

  private static Claim claim(Connection connection, UUID journal, short lane) throws SQLException {
    try (var statement = connection.prepareStatement(CLAIM)) {
      statement.setObject(1, journal);
      statement.setShort(2, lane);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return new Claim(journal, lane, rows.getLong(1), rows.getLong(2));
      }
    }
  }

  @Override
  public Stored store(Claim claim, EventBatch batch) {
    if (!claim.journal().equals(batch.journal())) {
      throw new IllegalArgumentException(
          "The claim is for " + claim.journal() + ", the batch from " + batch.journal());
    }
    return lanes
        .computeIfAbsent(claim.lane(), lane -> new Lane(database, ids, names, results, lane))
        .store(claim, batch);
  }

  @Override
  public long position(Claim claim) {
    return database.call(
        "read the ledger of journal " + claim.journal(),
        connection -> Ledger.position(connection, claim));
  }

  @Override
  public void forget(Claim claim) {
    database.call(
        "forget journal " + claim.journal(),
        connection -> {
          try (var statement = connection.prepareStatement(FORGET)) {
            statement.setObject(1, claim.journal());
            statement.setLong(2, claim.epoch());
            return statement.executeUpdate();
          }
        });
  }

  /// Closes the lanes' connections. A batch that comes later opens them again.
  @Override
  public void close() {
    ids.close();
    lanes.values().forEach(Lane::close);
  }
}
