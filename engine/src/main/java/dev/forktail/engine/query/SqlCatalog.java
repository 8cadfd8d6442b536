package dev.forktail.engine.query;

import dev.forktail.engine.facts.FactRows;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What statements may read.
///
/// @param tables their names: `events`, the rollups; lower case
/// @param eventColumns the columns of `events`; lower case
/// @param views each behind those that it reads
/// @param facts by name behind `facts.`
public record SqlCatalog(
    Set<String> tables, Set<String> eventColumns, List<SqlView> views, List<FactRows> facts) {
  public SqlCatalog {
    tables = Set.copyOf(tables);
    eventColumns = Set.copyOf(eventColumns);
    views = List.copyOf(views);
    facts = List.copyOf(facts);
  }

  /// One without facts.
  public SqlCatalog(Set<String> tables, Set<String> eventColumns, List<SqlView> views) {
    this(tables, eventColumns, views, List.of());
  }

  /// What can stand behind FROM, in order.
  public List<String> names() {
    var known = Stream.concat(tables.stream(), views.stream().map(SqlView::name));
    return Stream.concat(known, facts.stream().map(FactRows::qualified)).sorted().toList();
  }
}
