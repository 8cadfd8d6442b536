package dev.forktail.duckdb.child;

import dev.forktail.engine.query.SqlOutcome.ResultColumn;
import java.util.List;
import java.util.stream.Collectors;

/// The columns of a result, with types that other programs know, too.
final class PortableColumns {
  private PortableColumns() {}

  static String of(List<ResultColumn> columns) {
    return columns.stream().map(PortableColumns::portable).collect(Collectors.joining(", "));
  }

  /// DuckDB would write integers of 128 bits as floating point numbers.
  private static String portable(ResultColumn column) {
    String name = Sql.name(column.name());
    String type = column.type();
    if (type.equals("HUGEINT") || type.equals("UHUGEINT")) {
      return name + "::DECIMAL(38, 0) AS " + name;
    }
    return isText(type) ? name + "::VARCHAR AS " + name : name;
  }

  private static boolean isText(String type) {
    return type.startsWith("ENUM(")
        || type.startsWith("UNION(")
        || type.equals("ENUM")
        || type.equals("BIT")
        || type.equals("BIGNUM")
        || type.equals("VARIANT")
        || type.equals("NULL");
  }
}
