package dev.forktail.postgres.facts;

import java.util.Collection;
import java.util.stream.Collectors;

/// Names and texts as they stand in SQL.
final class Quoted {
  private Quoted() {}

  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String name(String schema, String table) {
    return name(schema) + "." + name(table);
  }

  static String names(Collection<String> names) {
    return names.stream().map(Quoted::name).collect(Collectors.joining(", "));
  }

  static String text(String text) {
    return '\'' + text.replace("'", "''") + '\'';
  }
}
