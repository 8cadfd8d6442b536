package dev.forktail.postgres.audit;

import dev.forktail.postgres.StoreTables;
import java.sql.Connection;
import java.sql.SQLException;

/// Counts the events of slices into temporary tables: `recount` by minute as the rollups should
/// have them, `recount_id` with the hash of every event.
final class SliceRecount {
  private SliceRecount() {}

  static void begin(Connection connection) throws SQLException {
    AuditSession.execute(
        connection,
        """
        CREATE TEMPORARY TABLE recount (slice bigint, project integer, bucket timestamptz,
          name text COLLATE "C", source text COLLATE "C", lane smallint, events bigint)
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
      SELECT project, date_trunc('minute', occurred) AS bucket, name, source, lane,
        encode(substr(sha256(int4send(project) || convert_to(message_id, 'UTF8')), 1, 16), 'hex')
          ::uuid AS hash
      FROM %1$s),
    ids AS (
      INSERT INTO recount_id
      SELECT s.generation, event.hash FROM event JOIN kept_slice AS s ON s.id = %2$d)
    INSERT INTO recount
    SELECT %2$d, e.project, e.bucket, coalesce(n.name, '(other)'), e.source, e.lane, sum(e.events)
    FROM (
      SELECT project, bucket, name, source, lane, count(*) AS events
      FROM event GROUP BY project, bucket, name, source, lane) AS e
    LEFT JOIN kept_name AS n ON n.project = e.project AND n.name = e.name
    GROUP BY e.project, e.bucket, coalesce(n.name, '(other)'), e.source, e.lane
    """
        .formatted(StoreTables.slice(slice), slice);
  }
}
