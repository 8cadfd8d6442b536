package dev.forktail.postgres.export;

import dev.forktail.engine.export.PastSlice;
import dev.forktail.engine.export.RowSource;
import dev.forktail.engine.export.SealedSlice;
import dev.forktail.engine.export.SealedSlices;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.SqlWork;
import dev.forktail.postgres.slice.OldTables;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The slices that are sealed, and their tables.
public final class PostgresSealedSlices implements SealedSlices {
  private static final Duration LOCK_WAIT = Duration.ofSeconds(1);

  private static final String UNSTAGED =
      """
      SELECT id, rows, opened_at, sealed_at FROM slice
      WHERE state = 'sealed' AND staged_at IS NULL ORDER BY id LIMIT ?
      """;
  private static final String FROM =
      """
      SELECT id, rows, opened_at, sealed_at FROM slice
      WHERE state = 'sealed' AND id >= ? ORDER BY id LIMIT 1
      """;
  private static final String PAST =
      """
      SELECT id, rows, opened_at, sealed_at, state = 'sealed' FROM slice
      WHERE state <> 'open' AND opened_at < ? AND sealed_at > ? ORDER BY id
      """;
  private static final String NOT_NEEDED =
      """
      SELECT id FROM slice
      WHERE state = 'sealed' AND staged_at IS NOT NULL AND id < ? AND sealed_at < ? ORDER BY id
      """;
  private static final String OLDEST =
      """
      SELECT id FROM slice
      WHERE state = 'sealed' AND staged_at IS NOT NULL AND id < ? ORDER BY id LIMIT ?
      """;

  private final PostgresDatabase database;

  public PostgresSealedSlices(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public List<SealedSlice> unstaged(int max) {
    return database.call(
        "list slices to be staged",
        connection -> {
          try (var statement = connection.prepareStatement(UNSTAGED)) {
            statement.setInt(1, max);
            return slices(statement);
          }
        });
  }

  @Override
  public Optional<SealedSlice> findFrom(long first) {
    return database.call(
        "look for a sealed slice",
        connection -> {
          try (var statement = connection.prepareStatement(FROM)) {
            statement.setLong(1, first);
            return slices(statement).stream().findFirst();
          }
        });
  }

  private static List<SealedSlice> slices(PreparedStatement statement) throws SQLException {
    try (var rows = statement.executeQuery()) {
      var slices = new ArrayList<SealedSlice>();
      while (rows.next()) {
        slices.add(slice(rows));
      }
      return slices;
    }
  }

  private static SealedSlice slice(ResultSet rows) throws SQLException {
    return new SealedSlice(
        rows.getLong(1),
        rows.getLong(2),
        rows.getObject(3, OffsetDateTime.class).toInstant(),
        rows.getObject(4, OffsetDateTime.class).toInstant());
  }

  @Override
  public List<PastSlice> past(Instant from, Instant to) {
    return database.call(
        "list slices of a period",
        connection -> {
          try (var statement = connection.prepareStatement(PAST)) {
            statement.setObject(1, OffsetDateTime.ofInstant(to, ZoneOffset.UTC));
            statement.setObject(2, OffsetDateTime.ofInstant(from, ZoneOffset.UTC));
            try (var rows = statement.executeQuery()) {
              var past = new ArrayList<PastSlice>();
              while (rows.next()) {
                past.add(new PastSlice(slice(rows), rows.getBoolean(5)));
              }
              return past;
            }
          }
        });
  }

  @Override
  public RowSource rows(SealedSlice slice) {
    return new SliceRows(database, slice.slice());
  }

  @Override
  public List<Long> drop(long end, Instant sealedBefore) {
    return drop(
        connection -> {
          try (var statement = connection.prepareStatement(NOT_NEEDED)) {
            statement.setLong(1, end);
            statement.setObject(2, OffsetDateTime.ofInstant(sealedBefore, ZoneOffset.UTC));
            return ids(statement);
          }
        });
  }

  @Override
  public List<Long> dropOldest(long end, int max) {
    return drop(
        connection -> {
          try (var statement = connection.prepareStatement(OLDEST)) {
            statement.setLong(1, end);
            statement.setInt(2, max);
            return ids(statement);
          }
        });
  }

  private List<Long> drop(SqlWork<List<Long>> listed) {
    var old = database.call("list slices to be dropped", listed);
    for (long slice : old) {
      database.transact(
          "drop slice " + slice,
          connection -> {
            OldTables.dropSlice(connection, slice, LOCK_WAIT.toMillis());
            return true;
          });
    }
    return old;
  }

  private static List<Long> ids(PreparedStatement statement) throws SQLException {
    try (var rows = statement.executeQuery()) {
      var ids = new ArrayList<Long>();
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
      return ids;
    }
  }
}
