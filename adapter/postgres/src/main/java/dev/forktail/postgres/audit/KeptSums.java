package dev.forktail.postgres.audit;

import dev.forktail.postgres.StoreTables;
import java.sql.Connection;
import java.sql.SQLException;

/// Copies of everything that is kept as a sum, as of one moment, in temporary tables named
/// `kept_…`.
final class KeptSums {
  private KeptSums() {}

  static void copy(Connection connection) throws SQLException {
    AuditSession.execute(
        connection,
        "CREATE TEMPORARY TABLE kept_minute AS SELECT * FROM rollup_minute",
        "CREATE TEMPORARY TABLE kept_hour AS SELECT * FROM rollup_hour",
        "CREATE TEMPORARY TABLE kept_day AS SELECT * FROM rollup_day",
        "CREATE TEMPORARY TABLE kept_dimension_minute AS SELECT * FROM rollup_dimension_minute",
        "CREATE TEMPORARY TABLE kept_dimension_hour AS SELECT * FROM rollup_dimension_hour",
        "CREATE TEMPORARY TABLE kept_dimension_day AS SELECT * FROM rollup_dimension_day",
        "CREATE TEMPORARY TABLE kept_dimension_since AS SELECT * FROM rollup_dimension_since",
        "CREATE TEMPORARY TABLE kept_since AS SELECT * FROM rollup_since",
        "CREATE TEMPORARY TABLE kept_name AS SELECT * FROM rollup_name",
        "CREATE TEMPORARY TABLE kept_account AS SELECT * FROM source_account",
        "CREATE TEMPORARY TABLE kept_rows AS SELECT * FROM slice_rows",
        "CREATE TEMPORARY TABLE kept_slice AS SELECT * FROM slice",
        """
        CREATE TEMPORARY TABLE kept_import AS
        SELECT project, source, sum(stored)::bigint AS stored, sum(duplicates)::bigint AS duplicates,
          sum(dead_letters)::bigint AS dead_letters
        FROM import_account JOIN import ON id = import GROUP BY project, source
        """,
        """
        CREATE TEMPORARY TABLE kept_letter AS
        SELECT project, source, lane, count(*) AS letters FROM dead_letter GROUP BY 1, 2, 3
        """,
        """
        CREATE TEMPORARY TABLE kept_generation AS
        SELECT generation, NULL::bigint AS ids FROM store_state
        UNION ALL
        SELECT previous_generation, NULL FROM store_state WHERE previous_generation IS NOT NULL
        """,
        "ANALYZE kept_name");
    for (long generation : generations(connection)) {
      AuditSession.execute(connection, countIdsSql((int) generation));
    }
  }

  /// Those whose message ids are kept.
  static Iterable<Long> generations(Connection connection) throws SQLException {
    return AuditSession.numbers(connection, "SELECT generation FROM kept_generation ORDER BY 1");
  }

  private static String countIdsSql(int generation) {
    return """
    UPDATE kept_generation SET ids = (SELECT count(*) FROM %s) WHERE generation = %d
    """
        .formatted(StoreTables.messageIds(generation), generation);
  }
}
