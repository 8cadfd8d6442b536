package dev.forktail.postgres.recovery;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.recovery.CsvSource;
import dev.forktail.engine.recovery.RecoveredStore.Content;
import dev.forktail.engine.recovery.RecoveredStore.Filled;
import dev.forktail.engine.rollup.Rollups;
import dev.forktail.postgres.StoreTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.PGCopyOutputStream;

/// Everything that is counted from events: names, rollups, accounts; and the message ids.
///
/// All counters are those of a lane of their own, which neither a journal nor an import has.
record CounterRows(Connection connection) {
  private static final int LANE = -1;
  private static final int COPY_BYTES = 64 << 10;

  /// What there is already is counted from the events themselves. It may have occurred up to a day
  /// from now.
  private static final String COUNT_VALUES_FROM_NOW =
      "UPDATE rollup_dimension_since SET since = date_trunc('day', now(), 'UTC') + interval '2"
          + " days'";

  Filled insert(Content content) throws SQLException {
    Sql.execute(
        connection,
        """
        CREATE TEMPORARY TABLE recovered_minute (project integer, bucket timestamptz,
          name text COLLATE "C", source text COLLATE "C", events bigint, received bigint)
        ON COMMIT DROP
        """);
    copy("recovered_minute", content.minutes());
    Sql.execute(connection, "ANALYZE recovered_minute");
    long names = insertNames();
    long counters = 0;
    for (var unit : List.of("minute", "hour", "day")) {
      counters += insertRollup(unit);
    }
    insertAccounts();
    Sql.execute(connection, COUNT_VALUES_FROM_NOW);
    return new Filled(events(), names, counters, insertIds(content.messageIds()));
  }

  private void copy(String table, List<CsvSource> sources) throws SQLException {
    String sql = "COPY " + table + " FROM STDIN (FORMAT csv, HEADER true)";
    for (var source : sources) {
      var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
      copy(copy, source);
    }
  }

  /// The stream ends the copy when it is closed, so it is not when the source has failed.
  private static void copy(CopyIn copy, CsvSource source) throws SQLException {
    try {
      var out = new PGCopyOutputStream(copy, COPY_BYTES);
      source.copyTo(out);
      out.close();
    } catch (IOException e) {
      cancel(copy, e);
      throw new UncheckedIOException("Cannot fill the event database: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      cancel(copy, e);
      throw e;
    }
  }

  private static void cancel(CopyIn copy, Exception cause) {
    try {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /// Those that came first have counters of their own, as before.
  private long insertNames() throws SQLException {
    long names =
        Sql.execute(
            connection,
            """
            INSERT INTO rollup_name (project, name)
            SELECT project, name FROM (
              SELECT project, name,
                row_number() OVER (PARTITION BY project ORDER BY min(received), name) AS place
              FROM recovered_minute GROUP BY project, name) AS ranked
            WHERE place <= %d
            """
                .formatted(Rollups.NAMES_MAX));
    Sql.execute(
        connection,
        """
        INSERT INTO rollup_name_count (project, names)
        SELECT project, count(*) FROM rollup_name GROUP BY project
        """);
    return names;
  }

  private long insertRollup(String unit) throws SQLException {
    return Sql.execute(
        connection,
        """
        INSERT INTO rollup_%1$s (project, bucket, name, source, lane, events)
        SELECT m.project, date_trunc('%1$s', m.bucket), coalesce(n.name, '%2$s'), m.source, %3$d,
          sum(m.events)
        FROM recovered_minute AS m
        LEFT JOIN rollup_name AS n
          ON n.project = m.project AND n.name = m.name AND n.dimension = 0
        GROUP BY 1, 2, 3, 4
        """
            .formatted(unit, Rollups.OTHER, LANE));
  }

  private void insertAccounts() throws SQLException {
    Sql.execute(
        connection,
        """
        INSERT INTO source_account (project, source, lane, stored, duplicates, dead_letters)
        SELECT project, source, %d, sum(events), 0, 0 FROM recovered_minute GROUP BY 1, 2
        """
            .formatted(LANE));
  }

  private long events() throws SQLException {
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT coalesce(sum(events), 0) FROM recovered_minute WHERE project <> "
                    + ProjectId.OWN.value())) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private long insertIds(List<CsvSource> sources) throws SQLException {
    Sql.execute(
        connection,
        """
        CREATE TEMPORARY TABLE recovered_id (project integer, message_id text COLLATE "C")
        ON COMMIT DROP
        """);
    copy("recovered_id", sources);
    return Sql.execute(
        connection,
        """
        INSERT INTO %s (hash)
        SELECT encode(
          substr(sha256(int4send(project) || convert_to(message_id, 'UTF8')), 1, 16), 'hex')::uuid
        FROM recovered_id ON CONFLICT DO NOTHING
        """
            .formatted(StoreTables.messageIds(StoreTables.FIRST_GENERATION)));
  }
}
