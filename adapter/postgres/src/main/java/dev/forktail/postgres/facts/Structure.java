package dev.forktail.postgres.facts;

import java.util.List;

/// Of which columns a table of facts consists, here and in the product database.
///
/// @param keys the names of those by which a row is known; empty: by all of them
record Structure(List<FactColumn> columns, List<String> keys) {
  Structure {
    columns = List.copyOf(columns);
    keys = List.copyOf(keys);
  }

  /// A column.
  record FactColumn(String name, FactType type) {}

  /// What stands in CREATE TABLE. Only the key is required: all else is the product's business.
  String definition() {
    var text = new StringBuilder();
    for (var column : columns) {
      text.append(text.isEmpty() ? "" : ", ")
          .append(Quoted.name(column.name()))
          .append(' ')
          .append(column.type().sql());
    }
    if (!keys.isEmpty()) {
      text.append(", PRIMARY KEY (").append(Quoted.names(keys)).append(')');
    }
    return text.toString();
  }
}
