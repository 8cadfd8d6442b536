package dev.forktail.postgres.audit;

import dev.forktail.engine.rollup.Dimension;
import dev.forktail.postgres.StoreTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;

/// Counts the events of slices into temporary tables: `recount` by minute as the rollups should
/// have them, `recount_dimension` the same by the values of dimensions, `recount_id` with the hash
/// of every event.
final class SliceRecount {
  private SliceRecount() {}

  static void begin(Connection connection) throws SQLException {
    AuditSession.execute(
        connection,
        """
        CREATE TEMPORARY TABLE recount (slice bigint, project integer, bucket timestamptz,
          name text COLLATE "C", source text COLLATE "C", lane smallint, events bigint)
        """,
        """
        CREATE TEMPORARY TABLE recount_dimension (project integer, bucket timestamptz,
          dimension smallint, value text COLLATE "C", lane smallint, events bigint)
        """,
        "CREATE TEMPORARY TABLE recount_id (generation integer, hash uuid)");
  }

  /// Reads one slice once.
  static boolean add(Connection connection, long slice) throws SQLException {
    return AuditSession.execute(connection, addSql(slice));
  }

  private static String addSql(long slice) {
    return """
    WITH event AS MATERIALIZED (
      SELECT project, date_trunc('minute', occurred) AS bucket, name, source, lane, %3$s,
        encode(substr(sha256(int4send(project) || convert_to(message_id, 'UTF8')), 1, 16), 'hex')
          ::uuid AS hash
      FROM %1$s),
    ids AS (
      INSERT INTO recount_id
      SELECT s.generation, event.hash FROM event JOIN kept_slice AS s ON s.id = %2$d),
    by_value AS (
      INSERT INTO recount_dimension
      SELECT e.project, e.bucket, e.dimension, coalesce(n.name, '(other)'), e.lane, sum(e.events)
      FROM (
        SELECT project, bucket, lane, dimension, value, count(*) AS events
        FROM event, LATERAL (VALUES %4$s) AS known (dimension, value)
        WHERE value IS NOT NULL GROUP BY project, bucket, lane, dimension, value) AS e
      LEFT JOIN kept_name AS n
        ON n.project = e.project AND n.dimension = e.dimension AND n.name = e.value
      GROUP BY 1, 2, 3, 4, 5)
    INSERT INTO recount
    SELECT %2$d, e.project, e.bucket, coalesce(n.name, '(other)'), e.source, e.lane, sum(e.events)
    FROM (
      SELECT project, bucket, name, source, lane, count(*) AS events
      FROM event GROUP BY project, bucket, name, source, lane) AS e
    LEFT JOIN kept_name AS n
      ON n.project = e.project AND n.dimension = 0 AND n.name = e.name
    GROUP BY e.project, e.bucket, coalesce(n.name, '(other)'), e.source, e.lane
    """
        .formatted(StoreTables.slice(slice), slice, listed("%2$s"), listed("(%d, %s)"));
  }

  /// Number and column of each dimension in this form.
  private static String listed(String form) {
    return Dimension.ALL.stream()
        .map(dimension -> form.formatted(dimension.number(), dimension.text()))
        .collect(Collectors.joining(", "));
  }
}
