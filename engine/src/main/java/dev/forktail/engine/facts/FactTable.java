package dev.forktail.engine.facts;

import dev.forktail.engine.export.SqlName;
import dev.forktail.engine.export.TableName;
import java.util.Arrays;
import java.util.List;

/// A table of the product database whose rows are facts: what events are joined with.
///
/// @param name what statements call it, behind `facts.`
/// @param schema where it is; empty: beside Forktail's own tables
/// @param table its name there
/// @param own whether it is Forktail's, which may be missing
public record FactTable(String name, String schema, String table, boolean own) {
  /// What is always wanted.
  public static final List<FactTable> OWN =
      List.of(
          new FactTable("experiments", "", "experiment", true),
          new FactTable("pages", "", "page", true));

  public FactTable {
    for (var part : schema.isEmpty() ? List.of(name, table) : List.of(name, schema, table)) {
      SqlName.findFault(part)
          .ifPresent(
              fault -> {
                throw new IllegalArgumentException(fault);
              });
    }
    if (isTaken(name)) {
      throw new IllegalArgumentException("Facts cannot be called '%s'.".formatted(name));
    }
  }

  /// What the tables of events are called, no facts are: nobody could tell them apart.
  private static boolean isTaken(String name) {
    return Arrays.stream(TableName.values()).anyMatch(table -> table.text().equals(name));
  }

  /// A table that a user has named: `products`, or `shop.products` with its schema.
  public static FactTable named(String text) {
    int point = text.indexOf('.');
    if (point == 0) {
      throw new IllegalArgumentException("A schema has a name: '%s'.".formatted(text));
    }
    String schema = point < 0 ? "" : text.substring(0, point);
    String table = text.substring(point + 1);
    return new FactTable(table, schema, table, false);
  }

  @Override
  public String toString() {
    return schema.isEmpty() ? table : schema + "." + table;
  }
}
