package dev.forktail.postgres.slice;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.slice.SliceCatalog;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.SqlFailure;
import dev.forktail.postgres.StoreTables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Slices in tables of their own, numbered by the minute in which they were opened as far as the
/// clock agrees.
public final class PostgresSliceCatalog implements SliceCatalog {
  private static final Logger log = LoggerFactory.getLogger(PostgresSliceCatalog.class);

  private static final String LIST =
      """
      SELECT s.id, s.state, s.opened_at, s.sealed_at,
        coalesce(s.rows, (SELECT sum(r.rows) FROM slice_rows r WHERE r.slice = s.id), 0)
      FROM slice s ORDER BY s.id DESC LIMIT ?
      """;

  private final PostgresDatabase database;
  private final SealConfig config;

  public PostgresSliceCatalog(PostgresDatabase database, SealConfig config) {
    this.database = database;
    this.config = config;
  }

  @Override
  public Optional<Seal> sealIfOver(Instant now) {
    var state = state();
    // Another minute, not a later one: a clock that was set back must not keep a slice open.
    boolean over = StoreTables.minuteOf(now) != StoreTables.minuteOf(state.openedAt());
    return over || state.rows() >= config.sliceRows() ? seal(state, now) : Optional.empty();
  }

  @Override
  public Optional<Seal> seal(Instant now) {
    return seal(state(), now);
  }

  private StoreState state() {
    return database.call("read the state of the store", StoreState::read);
  }

  private Optional<Seal> seal(StoreState state, Instant now) {
    if (state.rows() == 0) {
      return Optional.empty();
    }
    boolean generationOver = isGenerationOver(state, now);
    prepare(state, generationOver);
    var seal = switchOver(state, new SealTransaction(config, now, generationOver));
    seal.ifPresent(this::tidyUp);
    return seal;
  }

  private boolean isGenerationOver(StoreState state, Instant now) {
    return state.generationRows() >= config.generationIds()
        || !now.isBefore(state.generationOpenedAt().plus(config.generationAge()));
  }

  /// Makes the tables before anybody has to wait for them.
  private void prepare(StoreState state, boolean generationOver) {
    database.transact(
        "make the tables of the next slice",
        connection -> {
          StoreTables.createSpareSlice(connection);
          if (generationOver) {
            StoreTables.createMessageIds(connection, state.generation() + 1);
          }
          return true;
        });
  }

  private Optional<Seal> switchOver(StoreState state, SealTransaction transaction) {
    try {
      return database.transact(
          "seal slice " + state.slice(), connection -> transaction.run(connection, state));
    } catch (StoreException.Unavailable e) {
      if (e.getCause() instanceof SQLException cause && SqlFailure.isLockTimeout(cause)) {
        endStalled();
      }
      throw e;
    }
  }

  private void endStalled() {
    int ended =
        database.call(
            "end stalled batches",
            connection -> BarrierWatch.endStalled(connection, config.patience()));
    if (ended > 0) {
      log.warn("Batches that kept a slice from being sealed were ended: connections={}", ended);
    }
  }

  /// What can fail without harm; it is done again after the next seal, or was only for speed.
  private void tidyUp(Seal seal) {
    log.debug("Slice sealed: slice={} rows={}", seal.slice(), seal.rows());
    try {
      database.transact("analyze a slice", connection -> analyze(connection, seal.slice()));
      database.transact(
          "drop old message ids",
          connection -> {
            OldTables.dropGenerations(connection, config.lockWait().toMillis());
            return true;
          });
    } catch (StoreException e) {
      log.warn("Slice is sealed but not tidied up: slice={} reason={}", seal.slice(), e.reason());
    }
  }

  private static boolean analyze(Connection connection, long slice) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SET LOCAL default_statistics_target = 10");
      return statement.execute(
          "ANALYZE %s (project, name, source, occurred, received, lane, sequence)"
              .formatted(StoreTables.slice(slice)));
    }
  }

  @Override
  public List<Slice> slices(int max) {
    return database.call(
        "list slices",
        connection -> {
          try (var statement = connection.prepareStatement(LIST)) {
            statement.setInt(1, max);
            try (var rows = statement.executeQuery()) {
              var slices = new ArrayList<Slice>();
              while (rows.next()) {
                slices.add(slice(rows));
              }
              return slices;
            }
          }
        });
  }

  private static Slice slice(ResultSet rows) throws SQLException {
    var sealedAt = Optional.ofNullable(rows.getObject(4, OffsetDateTime.class));
    return new Slice(
        rows.getLong(1),
        State.valueOf(rows.getString(2).toUpperCase(Locale.ROOT)),
        rows.getLong(5),
        rows.getObject(3, OffsetDateTime.class).toInstant(),
        sealedAt.map(OffsetDateTime::toInstant));
  }
}
