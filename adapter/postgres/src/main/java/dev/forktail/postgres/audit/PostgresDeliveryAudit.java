package dev.forktail.postgres.audit;

import dev.forktail.engine.audit.DeliveryAudit;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.StoreTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Copies the sender's list into a temporary table and joins it with the slices.
public final class PostgresDeliveryAudit implements DeliveryAudit {
  private static final String SENT =
      "CREATE TEMPORARY TABLE sent (message_id text COLLATE \"C\", acknowledged boolean)";
  private static final String FOUND =
      "CREATE TEMPORARY TABLE found (message_id text COLLATE \"C\", events bigint)";
  private static final String FOUND_ONCE =
      """
      CREATE TEMPORARY TABLE found_once AS
      SELECT message_id, sum(events)::bigint AS events FROM found GROUP BY message_id
      """;
  private static final String COUNT =
      """
      SELECT count(s.message_id), count(*) FILTER (WHERE s.acknowledged),
        count(*) FILTER (WHERE s.message_id = f.message_id),
        count(*) FILTER (WHERE s.acknowledged AND f.message_id IS NULL),
        coalesce(sum(f.events - 1), 0),
        count(*) FILTER (WHERE s.message_id IS NULL)
      FROM sent AS s FULL JOIN found_once AS f USING (message_id)
      """;
  private static final String EXAMPLES =
      """
      SELECT CASE WHEN s.message_id IS NULL THEN 'phantom ' WHEN f.events > 1 THEN 'doubled '
        ELSE 'lost ' END || message_id
      FROM sent AS s FULL JOIN found_once AS f USING (message_id)
      WHERE s.message_id IS NULL OR f.events > 1 OR (s.acknowledged AND f.message_id IS NULL)
      LIMIT 20
      """;

  private final PostgresDatabase database;

  public PostgresDeliveryAudit(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public long openSlice() {
    return database.call(
        "read the open slice",
        connection -> AuditSession.numbers(connection, "SELECT slice FROM store_state").getFirst());
  }

  @Override
  public Delivery compare(SentLedger sent, Consumer<String> progress) {
    try (var session = AuditSession.open(database)) {
      progress.accept("Copying the list of sent ids");
      session.call("copy the sent ids", connection -> copy(connection, sent));
      var slices = session.call("list slices", connection -> slices(connection, sent));
      for (int i = 0; i < slices.size(); i++) {
        long slice = slices.get(i);
        progress.accept("Reading slice %d (%d of %d)".formatted(slice, i + 1, slices.size()));
        session.call("read slice " + slice, connection -> find(connection, slice, sent));
      }
      progress.accept("Comparing");
      return session.call("compare sent with stored", PostgresDeliveryAudit::delivery);
    }
  }

  private static long copy(Connection connection, SentLedger sent) throws SQLException {
    AuditSession.execute(connection, SENT, FOUND);
    return SentCopy.copy(connection, sent.ids());
  }

  private static List<Long> slices(Connection connection, SentLedger sent) throws SQLException {
    return AuditSession.numbers(
        connection,
        "SELECT id FROM slice WHERE state <> 'dropped' AND id >= %d ORDER BY id"
            .formatted(sent.sinceSlice()));
  }

  private static int find(Connection connection, long slice, SentLedger sent) throws SQLException {
    try (var statement = connection.prepareStatement(findSql(slice))) {
      statement.setInt(1, sent.project().value());
      statement.setString(2, sent.idPrefix());
      return statement.executeUpdate();
    }
  }

  private static String findSql(long slice) {
    return """
    INSERT INTO found SELECT message_id, count(*) FROM %s
    WHERE project = ? AND starts_with(message_id, ?) GROUP BY message_id
    """
        .formatted(StoreTables.slice(slice));
  }

  private static Delivery delivery(Connection connection) throws SQLException {
    AuditSession.execute(connection, FOUND_ONCE, "ANALYZE sent, found_once");
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(COUNT)) {
      rows.next();
      return new Delivery(
          rows.getLong(1),
          rows.getLong(2),
          rows.getLong(3),
          rows.getLong(4),
          rows.getLong(5),
          rows.getLong(6),
          examples(connection));
    }
  }

  private static List<String> examples(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(EXAMPLES)) {
      var examples = new ArrayList<String>();
      while (rows.next()) {
        examples.add(rows.getString(1));
      }
      return examples;
    }
  }
}
