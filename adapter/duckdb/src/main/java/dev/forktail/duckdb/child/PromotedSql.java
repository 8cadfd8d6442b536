package dev.forktail.duckdb.child;

import dev.forktail.engine.export.ColumnType;
import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.PromotedColumn;
import java.util.List;
import java.util.stream.Collectors;

/// Promoted properties, taken from the payload. A payload that DuckDB cannot read, and a value of
/// another type, give none.
final class PromotedSql {
  private static final String VALUES = "promoted_values";

  private PromotedSql() {}

  /// A query for `columns` and the promoted ones, over `rows`, which have a payload and, where a
  /// source asks for it, a name. All values are found in one walk through it.
  static String with(List<PromotedColumn> promoted, String columns, String rows) {
    if (promoted.isEmpty()) {
      return "SELECT " + columns + " FROM " + rows;
    }
    String paths =
        promoted.stream()
            .map(property -> Sql.text(property.source().path()))
            .collect(Collectors.joining(", "));
    var values = new StringBuilder();
    for (int i = 0; i < promoted.size(); i++) {
      var column = promoted.get(i).column();
      values
          .append(", ")
          .append(value(promoted.get(i), VALUES + "[" + (i + 1) + "]"))
          .append(" AS ")
          .append(Sql.name(column.name()));
    }
    return "SELECT %s%s FROM (SELECT *, TRY(json_extract(%s, [%s])) AS %s FROM %s)"
        .formatted(columns, values, EventColumns.PAYLOAD.name(), paths, VALUES, rows);
  }

  private static String value(PromotedColumn promoted, String json) {
    String typed = typed(json, promoted.column().type());
    return promoted
        .source()
        .event()
        .map(event -> "CASE WHEN name = " + Sql.text(event) + " THEN " + typed + " END")
        .orElse(typed);
  }

  private static String typed(String json, ColumnType type) {
    String text = "(" + json + " ->> '$')";
    return switch (type) {
      case STRING -> when(json, "'VARCHAR'", text);
      case INTEGER, LONG ->
          when(json, "'BIGINT', 'UBIGINT'", "TRY_CAST(" + text + " AS " + Sql.type(type) + ")");
      case DOUBLE ->
          when(json, "'BIGINT', 'UBIGINT', 'DOUBLE'", "TRY_CAST(" + text + " AS DOUBLE)");
      case BOOLEAN -> when(json, "'BOOLEAN'", "TRY_CAST(" + text + " AS BOOLEAN)");
      case TIMESTAMP -> when(json, "'VARCHAR'", "TRY_CAST(" + text + " AS TIMESTAMPTZ)");
    };
  }

  private static String when(String json, String types, String value) {
    return "CASE WHEN json_type(" + json + ") IN (" + types + ") THEN " + value + " END";
  }
}
