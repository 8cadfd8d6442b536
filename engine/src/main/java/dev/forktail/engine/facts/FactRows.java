package dev.forktail.engine.facts;

import dev.forktail.engine.export.Column;
import java.util.List;

/// A table of facts as statements see it.
///
/// @param name behind `facts.`; lower case
/// @param columns at least one
public record FactRows(String name, List<Column> columns) {
  /// What stands before the names in statements.
  public static final String SCHEMA = "facts";

  public FactRows {
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("Facts without columns: " + name);
    }
  }

  /// Its name in a statement.
  public String qualified() {
    return SCHEMA + "." + name;
  }
}
