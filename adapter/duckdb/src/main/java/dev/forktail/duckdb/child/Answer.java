package dev.forktail.duckdb.child;

import dev.forktail.engine.query.SqlOutcome.ResultColumn;
import java.sql.SQLException;
import java.util.List;

/// What a statement of a user selects, as a view.
///
/// @param rowsMax how many of its rows are wanted
record Answer(List<ResultColumn> columns, long rowsMax) {
  static final String VIEW = "answer";

  /// Up to here DuckDB is told how many rows are wanted, so that it keeps only those of a sorted
  /// result; it holds that many rows in memory then.
  private static final long LIMITED_ROWS_MAX = 20_000;

  /// Makes DuckDB look at the statement.
  static Answer prepare(String sql, long rowsMax, Database database) throws SQLException {
    return new Answer(StatementView.create(VIEW, sql, database), rowsMax);
  }

  /// A query for all rows that are wanted, and one more if there is.
  String rows(String selection) {
    String query = "SELECT " + selection + " FROM " + VIEW;
    return rowsMax <= LIMITED_ROWS_MAX ? query + " LIMIT " + (rowsMax + 1) : query;
  }
}
