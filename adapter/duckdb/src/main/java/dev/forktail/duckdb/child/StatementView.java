package dev.forktail.duckdb.child;

import dev.forktail.engine.query.SqlOutcome.ResultColumn;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// A statement of a user as a view of DuckDB: its columns have names that differ.
final class StatementView {
  private StatementView() {}

  /// Makes the view and returns its columns. DuckDB looks at the statement as it was written, for
  /// its names and for what is wrong with it; the rows are found by the one that costs less.
  ///
  /// @throws RefusedException when it is not one SELECT
  static List<ResultColumn> create(String name, String sql, Database database) throws SQLException {
    String cheaper = PayloadPaths.shortened(sql, database);
    String view = Sql.name(name);
    database.execute("CREATE VIEW " + view + " AS " + sql);
    var columns =
        database.rows(
            "DESCRIBE " + view, row -> new ResultColumn(row.getString(1), type(row.getString(2))));
    if (!cheaper.equals(sql)) {
      String names =
          columns.stream().map(column -> Sql.name(column.name())).collect(Collectors.joining(", "));
      tryReplace("CREATE OR REPLACE VIEW %s (%s) AS %s".formatted(view, names, cheaper), database);
    }
    return columns;
  }

  /// The view stays as it is where the other statement makes no sense: `GROUP BY properties` allows
  /// what is made of `properties`, but not of the payload.
  private static void tryReplace(String sql, Database database) throws SQLException {
    try {
      database.execute(sql);
    } catch (SQLException e) {
      if (!String.valueOf(e.getMessage()).contains("Binder Error")) {
        throw e;
      }
    }
  }

  private static String type(String duckDb) {
    return duckDb.replace("\"NULL\"", "NULL");
  }
}
