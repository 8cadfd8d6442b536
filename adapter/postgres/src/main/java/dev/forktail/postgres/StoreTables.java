package dev.forktail.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// The tables that the program numbers, and the first of them.
public final class StoreTables {
  /// Shared by whoever stores a batch, exclusive to whoever seals. The letters FORKTAIL.
  public static final long BARRIER = 0x464F_524B_5441_494CL;

  /// Of message ids, in a new database.
  public static final int FIRST_GENERATION = 1;

  private static final String SPARE_SLICE = "event_slice_spare";

  private static final String OPEN_FIRST_SLICE =
      """
      INSERT INTO slice (id, generation, state, opened_at) VALUES (?, 1, 'open', ?)
      """;
  private static final String OPEN_STATE =
      """
      INSERT INTO store_state (slice, generation, generation_opened_at) VALUES (?, 1, ?)
      """;

  private StoreTables() {}

  /// The table of a slice.
  public static String slice(long slice) {
    return "event_slice_" + slice;
  }

  /// The table of a generation of message ids.
  public static String messageIds(int generation) {
    return "message_id_" + generation;
  }

  /// The number of the minute in which `now` lies.
  public static long minuteOf(Instant now) {
    return Math.floorDiv(now.getEpochSecond(), 60L);
  }

  /// Makes the table of the next slice ahead, as yet without a number.
  ///
  /// Rows up to a page stay whole in it and uncompressed: that is what makes them cheap to write.
  public static void createSpareSlice(Connection connection) throws SQLException {
    execute(connection, "DROP TABLE IF EXISTS " + SPARE_SLICE);
    execute(
        connection,
        """
        CREATE TABLE %s (LIKE event_template INCLUDING ALL)
        WITH (autovacuum_enabled = false, toast.autovacuum_enabled = false,
          toast_tuple_target = 8160)
        """
            .formatted(SPARE_SLICE));
  }

  /// Gives the table made ahead to `slice`.
  public static void useSpareSlice(Connection connection, long slice) throws SQLException {
    execute(connection, "ALTER TABLE %s RENAME TO %s".formatted(SPARE_SLICE, slice(slice)));
  }

  /// Makes the table of a `generation` of message ids unless it is there.
  public static void createMessageIds(Connection connection, int generation) throws SQLException {
    execute(
        connection,
        "CREATE TABLE IF NOT EXISTS %s (hash uuid PRIMARY KEY)".formatted(messageIds(generation)));
  }

  static void openFirst(Connection connection, Instant now) throws SQLException {
    if (isOpen(connection)) {
      return;
    }
    execute(connection, "SELECT pg_advisory_xact_lock(" + BARRIER + ")");
    if (isOpen(connection)) {
      return;
    }
    long slice = minuteOf(now);
    createSpareSlice(connection);
    useSpareSlice(connection, slice);
    createMessageIds(connection, FIRST_GENERATION);
    insert(connection, OPEN_FIRST_SLICE, slice, now);
    insert(connection, OPEN_STATE, slice, now);
  }

  private static boolean isOpen(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT FROM store_state")) {
      return rows.next();
    }
  }

  private static void insert(Connection connection, String sql, long slice, Instant now)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, slice);
      statement.setObject(2, OffsetDateTime.ofInstant(now, ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
