package dev.forktail.duckdb.child;

import dev.forktail.engine.imports.ImportFormat;
import java.sql.SQLException;
import java.util.List;

/// A file to be imported, as a table of DuckDB. Lines that cannot be read are left out and noted in
/// the table `reject_errors`.
record ImportSource(String file, ImportFormat format) {
  private static final int LOOKED_AT = 2_000;

  /// The one column of NDJSON: a line as it is.
  static final String LINE = "line";

  /// What stands in no line of JSON, so that a line is one value.
  private static final String NO_DELIMITER = "\u0001";

  /// A line of more than a megabyte is far too long for an event. What is read at once is a few
  /// megabytes, where DuckDB would take sixteen of the longest lines.
  private static final String LINES =
      "max_line_size = 1048576, buffer_size = 4194304, store_rejects = true";

  /// The expression that reads it.
  String table() {
    String path = Sql.text(file);
    return switch (format) {
      case CSV ->
          "read_csv(%s, header = true, all_varchar = true, quote = '\"', escape = '\"', %s)"
              .formatted(path, LINES);
      case NDJSON ->
          """
          read_csv(%s, columns = {'line': 'VARCHAR'}, auto_detect = false, header = false,
            delim = '%s', quote = '', escape = '', %s)
          """
              .formatted(path, NO_DELIMITER, LINES);
      case PARQUET -> "read_parquet(" + path + ", hive_partitioning = false)";
    };
  }

  /// The names of its columns; of NDJSON the keys of the first lines and of objects in them.
  List<String> columns(Database database) throws SQLException {
    if (format != ImportFormat.NDJSON) {
      return database.rows("DESCRIBE SELECT * FROM " + table(), row -> row.getString(1));
    }
    String sql =
        """
        WITH lines AS MATERIALIZED (
          SELECT line FROM %s WHERE TRY(json_type(line)) = 'OBJECT' LIMIT %d),
        keys AS (SELECT DISTINCT unnest(json_keys(line)) AS key FROM lines)
        SELECT key FROM keys
        UNION ALL
        SELECT DISTINCT 'properties.' || unnest(json_keys(line, '$.properties')) FROM lines
        WHERE json_type(line, '$.properties') = 'OBJECT'
        ORDER BY 1
        """
            .formatted(table(), LOOKED_AT);
    return database.rows(sql, row -> row.getString(1));
  }
}
