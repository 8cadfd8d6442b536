package dev.forktail.engine.query;

import java.util.Set;

/// What statements may read.
///
/// @param tables their names: `events`, the rollups, catalogued views; lower case
/// @param eventColumns the columns of `events`; lower case
public record SqlCatalog(Set<String> tables, Set<String> eventColumns) {
  public SqlCatalog {
    tables = Set.copyOf(tables);
    eventColumns = Set.copyOf(eventColumns);
  }
}
