package dev.forktail.app.facts;

import dev.forktail.app.settings.Settings;
import dev.forktail.engine.facts.FactTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Which tables of the product database are copied into the event database.
///
/// @param enabled whether any are
/// @param tables Forktail's own, and those that the user has named
public record FactsSettings(boolean enabled, List<FactTable> tables) {
  private static final int TABLES_MAX = 50;

  public FactsSettings {
    tables = List.copyOf(tables);
    var names = new HashSet<String>();
    for (var table : tables) {
      if (!names.add(table.name())) {
        throw new IllegalArgumentException("facts.tables has two tables named " + table.name());
      }
    }
    if (tables.size() > TABLES_MAX) {
      throw new IllegalArgumentException(
          "facts.tables has more than %d tables".formatted(TABLES_MAX - FactTable.OWN.size()));
    }
  }

  public static FactsSettings of(Settings settings) {
    boolean enabled = settings.flag("facts.enabled", true);
    var tables = new ArrayList<>(FactTable.OWN);
    for (var name : settings.text("facts.tables", "").split(",", -1)) {
      if (!name.isBlank()) {
        tables.add(FactTable.named(name.strip()));
      }
    }
    return new FactsSettings(enabled, tables);
  }
}
