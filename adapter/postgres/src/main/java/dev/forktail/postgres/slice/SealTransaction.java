package dev.forktail.postgres.slice;

import dev.forktail.engine.slice.SliceCatalog.Seal;
import dev.forktail.postgres.StoreTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// The transaction that closes one slice and opens the next.
///
/// Its exclusive lock waits for every batch that is being stored and keeps new ones waiting until
/// the commit; whatever they store then they store into the next slice, because they read the state
/// after they got their lock.
record SealTransaction(SealConfig config, Instant now, boolean generationOver) {
  private static final String ALONE = "SELECT FROM store_state FOR UPDATE";
  private static final String SEAL =
      "UPDATE slice SET state = 'sealed', sealed_at = ?, rows = ? WHERE id = ?";
  private static final String KEEP_POSITIONS =
      """
      INSERT INTO slice_position (slice, journal, lane, next_sequence)
      SELECT ?, journal, lane, next_sequence FROM ledger
      """;
  private static final String OPEN =
      "INSERT INTO slice (id, generation, state, opened_at) VALUES (?, ?, 'open', ?)";
  private static final String SWITCH_SLICE = "UPDATE store_state SET slice = ?";
  private static final String SWITCH_GENERATION =
      """
      UPDATE store_state SET previous_generation = generation, generation = ?,
        generation_opened_at = ?
      """;

  /// Seals what is open at `expected`. Empty when that was sealed meanwhile or has no rows.
  Optional<Seal> run(Connection connection, StoreState expected) throws SQLException {
    execute(connection, "SET LOCAL lock_timeout = " + config.lockWait().toMillis());
    execute(connection, ALONE);
    execute(connection, "SELECT pg_advisory_xact_lock(" + StoreTables.BARRIER + ")");
    var state = StoreState.read(connection);
    if (state.slice() != expected.slice() || state.rows() == 0) {
      return Optional.empty();
    }
    close(connection, state);
    open(connection, state);
    return Optional.of(new Seal(state.slice(), state.rows(), now));
  }

  private void close(Connection connection, StoreState state) throws SQLException {
    try (var statement = connection.prepareStatement(SEAL)) {
      setInstant(statement, 1, now);
      statement.setLong(2, state.rows());
      statement.setLong(3, state.slice());
      statement.executeUpdate();
    }
    try (var statement = connection.prepareStatement(KEEP_POSITIONS)) {
      statement.setLong(1, state.slice());
      statement.executeUpdate();
    }
  }

  private void open(Connection connection, StoreState state) throws SQLException {
    long next = Math.max(state.slice() + 1, StoreTables.minuteOf(now));
    int generation = generationOver ? state.generation() + 1 : state.generation();
    StoreTables.useSpareSlice(connection, next);
    try (var statement = connection.prepareStatement(OPEN)) {
      statement.setLong(1, next);
      statement.setInt(2, generation);
      setInstant(statement, 3, now);
      statement.executeUpdate();
    }
    try (var statement = connection.prepareStatement(SWITCH_SLICE)) {
      statement.setLong(1, next);
      statement.executeUpdate();
    }
    if (generationOver) {
      switchGeneration(connection, generation);
    }
  }

  private void switchGeneration(Connection connection, int generation) throws SQLException {
    try (var statement = connection.prepareStatement(SWITCH_GENERATION)) {
      statement.setInt(1, generation);
      setInstant(statement, 2, now);
      statement.executeUpdate();
    }
  }

  private static void setInstant(PreparedStatement statement, int parameter, Instant value)
      throws SQLException {
    statement.setObject(parameter, OffsetDateTime.ofInstant(value, ZoneOffset.UTC));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
