package dev.forktail.duckdb.child;

import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.ColumnType;
import java.util.Collection;
import java.util.stream.Collectors;

/// Pieces of DuckDB's SQL.
final class Sql {
  private Sql() {}

  /// A name, quoted.
  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /// A text, quoted.
  static String text(String text) {
    return '\'' + text.replace("'", "''") + '\'';
  }

  /// The names of columns, quoted, with commas between.
  static String names(Collection<Column> columns) {
    return columns.stream().map(column -> name(column.name())).collect(Collectors.joining(", "));
  }

  /// Columns as they stand in CREATE TABLE.
  static String definitions(Collection<Column> columns) {
    return columns.stream()
        .map(column -> name(column.name()) + " " + type(column.type()))
        .collect(Collectors.joining(", "));
  }

  /// A column that has no value.
  static String absent(Column column) {
    return "NULL::" + type(column.type()) + " AS " + name(column.name());
  }

  static String type(ColumnType type) {
    return switch (type) {
      case INTEGER -> "INTEGER";
      case LONG -> "BIGINT";
      case DOUBLE -> "DOUBLE";
      case BOOLEAN -> "BOOLEAN";
      case TIMESTAMP -> "TIMESTAMPTZ";
      case STRING -> "VARCHAR";
    };
  }
}
