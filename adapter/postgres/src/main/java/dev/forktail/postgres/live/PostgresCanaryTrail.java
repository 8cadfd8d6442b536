package dev.forktail.postgres.live;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.live.CanaryName;
import dev.forktail.engine.live.CanaryTrail;
import dev.forktail.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The trail in the rollups per minute, whose newest counter says by its name in which second the
/// newest stored canary was sent, and in a mark on each slice. No slice is read.
///
/// The mark is of the slice that is open when a canary is seen to be stored: it may lie in one
/// before, so once that one has gone on, the canary has.
public final class PostgresCanaryTrail implements CanaryTrail {
  private static final String STORED =
      """
      SELECT bucket, name FROM rollup_minute WHERE project = ? AND source = ?
      ORDER BY bucket DESC, name DESC LIMIT 1
      """;
  private static final String MARK =
      """
      UPDATE slice SET canary = ?
      WHERE id = (SELECT slice FROM store_state) AND state = 'open' AND canary IS DISTINCT FROM ?
      """;
  private static final String PASSED =
      """
      SELECT
        (SELECT canary FROM slice WHERE canary IS NOT NULL AND state <> 'open'
         ORDER BY id DESC LIMIT 1),
        (SELECT canary FROM slice WHERE canary IS NOT NULL AND staged_at IS NOT NULL
         ORDER BY id DESC LIMIT 1),
        (SELECT canary FROM slice WHERE canary IS NOT NULL AND id < ?
         ORDER BY id DESC LIMIT 1)
      """;

  private final PostgresDatabase database;
  private final String source;

  /// The trail of the canaries that come from `source`.
  public PostgresCanaryTrail(PostgresDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  @Override
  public Reached follow(long watermark) {
    return database.call("follow the canary", connection -> follow(connection, watermark));
  }

  private Reached follow(Connection connection, long watermark) throws SQLException {
    var stored = findStored(connection);
    if (stored.isPresent()) {
      mark(connection, stored.get());
    }
    try (var statement = connection.prepareStatement(PASSED)) {
      statement.setLong(1, watermark);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return new Reached(stored, instant(rows, 1), instant(rows, 2), instant(rows, 3));
      }
    }
  }

  private Optional<Instant> findStored(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(STORED)) {
      statement.setInt(1, ProjectId.OWN.value());
      statement.setString(2, source);
      try (var rows = statement.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        var minute = rows.getObject(1, OffsetDateTime.class).toInstant();
        return Optional.of(CanaryName.sent(minute, rows.getString(2)));
      }
    }
  }

  private static void mark(Connection connection, Instant sent) throws SQLException {
    try (var statement = connection.prepareStatement(MARK)) {
      var value = OffsetDateTime.ofInstant(sent, ZoneOffset.UTC);
      statement.setObject(1, value);
      statement.setObject(2, value);
      statement.executeUpdate();
    }
  }

  private static Optional<Instant> instant(ResultSet rows, int column) throws SQLException {
    @Nullable OffsetDateTime value = rows.getObject(column, OffsetDateTime.class);
    return Optional.ofNullable(value).map(OffsetDateTime::toInstant);
  }
}
