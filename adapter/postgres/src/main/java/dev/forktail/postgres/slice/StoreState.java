package dev.forktail.postgres.slice;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/// What is open: the row of `store_state`, with what it says about.
///
/// @param rows committed in the open slice so far
/// @param generationRows committed since the generation of message ids began
record StoreState(
    long slice,
    Instant openedAt,
    long rows,
    int generation,
    Instant generationOpenedAt,
    long generationRows) {

  private static final String READ =
      """
      SELECT s.slice, o.opened_at, s.generation, s.generation_opened_at,
        (SELECT coalesce(sum(r.rows), 0) FROM slice_rows r WHERE r.slice = s.slice),
        (SELECT coalesce(sum(c.rows), 0) FROM slice c WHERE c.generation = s.generation)
      FROM store_state s JOIN slice o ON o.id = s.slice
      """;

  /// The state as committed now.
  static StoreState read(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(READ)) {
      rows.next();
      long open = rows.getLong(5);
      return new StoreState(
          rows.getLong(1),
          rows.getObject(2, OffsetDateTime.class).toInstant(),
          open,
          rows.getInt(3),
          rows.getObject(4, OffsetDateTime.class).toInstant(),
          rows.getLong(6) + open);
    }
  }
}
