package dev.forktail.app.fault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// The sums that the store keeps, compared with a recount of its rows.
final class StoredSums {
  private static final String RECOUNT =
      """
      WITH events AS (:events),
      recounted AS (
        SELECT project, date_trunc(':unit', occurred, 'UTC') AS bucket, name, source,
          count(*) AS events
        FROM events GROUP BY 1, 2, 3, 4),
      kept AS (
        SELECT project, bucket, name, source, sum(events)::bigint AS events
        FROM rollup_:unit GROUP BY 1, 2, 3, 4)
      SELECT count(*) FROM (
        (TABLE recounted EXCEPT TABLE kept) UNION ALL (TABLE kept EXCEPT TABLE recounted)) AS d
      """;

  private static final String ACCOUNTS =
      """
      WITH events AS (:events),
      recounted AS (
        SELECT project, source, lane, count(*) AS events FROM events GROUP BY 1, 2, 3),
      kept AS (
        SELECT project, source, lane, stored AS events FROM source_account WHERE stored > 0)
      SELECT count(*) FROM (
        (TABLE recounted EXCEPT TABLE kept) UNION ALL (TABLE kept EXCEPT TABLE recounted)) AS d
      """;

  private StoredSums() {}

  /// How many rollup rows, accounts and slices say something else than the rows do.
  static long differences(Connection connection) throws SQLException {
    var slices = Oracle.slices(connection);
    var all =
        slices.stream()
            .map(table -> "SELECT project, occurred, name, source, lane FROM " + table)
            .collect(Collectors.joining(" UNION ALL "));
    long differences = Oracle.number(connection, ACCOUNTS.replace(":events", all));
    for (var unit : List.of("minute", "hour", "day")) {
      differences +=
          Oracle.number(connection, RECOUNT.replace(":events", all).replace(":unit", unit));
    }
    for (var table : slices) {
      differences += sliceDifference(connection, table);
    }
    return differences;
  }

  /// The writers' counts must be right, and the seal's too once there is one.
  private static long sliceDifference(Connection connection, String table) throws SQLException {
    String id = table.substring(table.lastIndexOf('_') + 1);
    return Oracle.number(
        connection,
        """
        SELECT count(*) FROM (
          (SELECT coalesce(sum(rows), 0) FROM slice_rows WHERE slice = %1$s
           UNION SELECT rows FROM slice WHERE id = %1$s AND rows IS NOT NULL)
          EXCEPT SELECT count(*) FROM %2$s) AS d
        """
            .formatted(id, table));
  }
}
