package dev.forktail.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// Moments as the driver takes and gives them: `timestamptz`.
public final class SqlMoments {
  private SqlMoments() {}

  /// What is set for a parameter.
  public static OffsetDateTime utc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }

  /// What is in a column that is never null.
  public static Instant at(ResultSet rows, int column) throws SQLException {
    return rows.getObject(column, OffsetDateTime.class).toInstant();
  }
}
