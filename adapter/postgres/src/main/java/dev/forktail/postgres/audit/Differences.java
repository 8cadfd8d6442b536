package dev.forktail.postgres.audit;

import dev.forktail.engine.audit.StoreAudit.Difference;
import dev.forktail.engine.imports.ImportCatalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Queries over kept and recounted numbers. Each returns rows of words, kept, recounted, where the
/// two differ; of each kind at most a thousand. What was imported is in no slice, and apart: see
/// [ImportDifferences].
///
/// @param complete whether every event is still there to be recounted; if not, a sum is wrong only
///   when it is too small
record Differences(boolean complete) {
  private static final int MAX = 1_000;

  static List<Difference> read(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql + " LIMIT " + MAX)) {
      var differences = new ArrayList<Difference>();
      while (rows.next()) {
        differences.add(new Difference(rows.getString(1), rows.getLong(2), rows.getLong(3)));
      }
      return differences;
    }
  }

  /// Everything that is added up from events and letters.
  List<String> ofSums() {
    return List.of(
        sealedRows(),
        rowsByLane(),
        rollup("minute"),
        rollup("hour"),
        rollup("day"),
        dimensions("minute"),
        dimensions("hour"),
        dimensions("day"),
        storedAccounts(),
        letterAccounts(),
        ImportDifferences.accounts(),
        ImportDifferences.rollup("minute"),
        ImportDifferences.rollup("hour"),
        ImportDifferences.rollup("day"));
  }

  private String wrong() {
    return complete ? "kept <> recounted" : "kept < recounted";
  }

  private String rollup(String unit) {
    return """
    SELECT format('rollup_%1$s project=%%s bucket=%%s name=%%s source=%%s lane=%%s',
      project, to_char(bucket, 'YYYY-MM-DD"T"HH24:MI"Z"'), name, source, lane), kept, recounted
    FROM (
      SELECT project, bucket, name, source, lane,
        coalesce(k.events, 0) AS kept, coalesce(r.events, 0) AS recounted
      FROM kept_%1$s AS k
      FULL JOIN (
        SELECT project, date_trunc('%1$s', bucket) AS bucket, name, source, lane,
          sum(events)::bigint AS events
        FROM recount GROUP BY 1, 2, 3, 4, 5) AS r
      USING (project, bucket, name, source, lane)) AS both_sides
    WHERE %2$s AND bucket >= (SELECT since FROM kept_since WHERE unit = '%1$s') AND lane <> %3$d
    """
        .formatted(unit, wrong(), ImportCatalog.LANE);
  }

  /// What was imported has no values.
  private String dimensions(String unit) {
    return """
    SELECT format('rollup_dimension_%1$s project=%%s bucket=%%s dimension=%%s value=%%s lane=%%s',
      project, to_char(bucket, 'YYYY-MM-DD"T"HH24:MI"Z"'), dimension, value, lane), kept, recounted
    FROM (
      SELECT project, bucket, dimension, value, lane,
        coalesce(k.events, 0) AS kept, coalesce(r.events, 0) AS recounted
      FROM kept_dimension_%1$s AS k
      FULL JOIN (
        SELECT project, date_trunc('%1$s', bucket) AS bucket, dimension, value, lane,
          sum(events)::bigint AS events
        FROM recount_dimension GROUP BY 1, 2, 3, 4, 5) AS r
      USING (project, bucket, dimension, value, lane)) AS both_sides
    WHERE %2$s AND bucket >= (SELECT since FROM kept_dimension_since WHERE unit = '%1$s')
    """
        .formatted(unit, wrong());
  }

  private String storedAccounts() {
    return """
    SELECT format('source_account.stored project=%%s source=%%s lane=%%s', project, source, lane),
      kept, recounted
    FROM (
      SELECT project, source, lane,
        coalesce(k.stored, 0) AS kept, coalesce(r.events, 0) AS recounted
      FROM kept_account AS k
      FULL JOIN (
        SELECT project, source, lane, sum(events)::bigint AS events
        FROM recount GROUP BY 1, 2, 3) AS r
      USING (project, source, lane)) AS both_sides
    WHERE %s AND lane <> %d
    """
        .formatted(wrong(), ImportCatalog.LANE);
  }

  private static String letterAccounts() {
    return """
    SELECT format('source_account.dead_letters project=%s source=%s lane=%s',
      project, source, lane), kept, recounted
    FROM (
      SELECT project, source, lane,
        coalesce(k.dead_letters, 0) AS kept, coalesce(r.letters, 0) AS recounted
      FROM kept_account AS k FULL JOIN kept_letter AS r USING (project, source, lane))
      AS both_sides
    WHERE kept <> recounted
    """;
  }

  private static String rowsByLane() {
    return """
    SELECT format('slice_rows slice=%s lane=%s', slice, lane), kept, recounted
    FROM (
      SELECT slice, lane, coalesce(k.rows, 0) AS kept, coalesce(r.events, 0) AS recounted
      FROM kept_rows AS k
      FULL JOIN (
        SELECT slice, lane, sum(events)::bigint AS events FROM recount GROUP BY 1, 2) AS r
      USING (slice, lane)) AS both_sides
    WHERE kept <> recounted
    """;
  }

  private static String sealedRows() {
    return """
    SELECT format('slice id=%s', id), rows, recounted
    FROM (
      SELECT s.id, s.rows, coalesce(r.events, 0) AS recounted
      FROM kept_slice AS s
      LEFT JOIN (
        SELECT slice, sum(events)::bigint AS events FROM recount GROUP BY 1) AS r
      ON r.slice = s.id
      WHERE s.state = 'sealed') AS both_sides
    WHERE rows <> recounted
    """;
  }

  /// Events that are there more than once in one generation of message ids and the one before.
  static String doubled(long generation) {
    return """
    SELECT format('events with the message hash %%s', hash), 1, count(*)
    FROM recount_id WHERE generation IN (%1$d, %1$d - 1)
    GROUP BY hash HAVING count(*) > 1
    """
        .formatted(generation);
  }

  /// Events whose hash is not in their generation.
  static String unknownIds(long generation, String table) {
    return """
    SELECT format('%2$s hash=%%s', hash), 0, 1
    FROM recount_id AS r
    WHERE generation = %1$d AND NOT EXISTS (SELECT FROM %2$s AS m WHERE m.hash = r.hash)
    """
        .formatted(generation, table);
  }

  /// How many ids a generation has, against how many events it should know.
  String idCount(long generation, String table) {
    return """
    SELECT '%2$s rows', kept, recounted
    FROM (
      SELECT ids AS kept,
        (SELECT count(*) FROM recount_id WHERE generation = %1$d) AS recounted
      FROM kept_generation WHERE generation = %1$d) AS both_sides
    WHERE %3$s
    """
        .formatted(generation, table, wrong());
  }
}
