package dev.forktail.engine.query;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What statements may read.
///
/// @param tables their names: `events`, the rollups; lower case
/// @param eventColumns the columns of `events`; lower case
/// @param views each behind those that it reads
public record SqlCatalog(Set<String> tables, Set<String> eventColumns, List<SqlView> views) {
  public SqlCatalog {
    tables = Set.copyOf(tables);
    eventColumns = Set.copyOf(eventColumns);
    views = List.copyOf(views);
  }

  /// What can stand behind FROM, in order.
  public List<String> names() {
    return Stream.concat(tables.stream(), views.stream().map(SqlView::name)).sorted().toList();
  }
}
