package dev.forktail.engine.query;

import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.PromotedColumn;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.facts.FactRows;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// What a statement sees as `events`: the columns of the lake but the project, `properties` and
/// `context` out of the payload, and the promoted properties.
///
/// @param views that a statement may read besides
/// @param facts that it may join with events
record EventView(LakeSchema schema, List<SqlView> views, List<FactRows> facts) {
  private static final Set<String> OF_PAYLOAD = Set.of("properties", "context");
  private static final Set<Column> OF_ROLLUPS =
      Set.of(EventColumns.NAME, EventColumns.SOURCE, EventColumns.OCCURRED);

  SqlCatalog catalog() {
    var columns =
        EventColumns.ALL.stream()
            .filter(column -> !column.equals(EventColumns.PROJECT))
            .map(Column::name)
            .collect(Collectors.toCollection(HashSet::new));
    columns.addAll(OF_PAYLOAD);
    columns.addAll(promotedNames());
    return new SqlCatalog(
        Arrays.stream(TableName.values()).map(TableName::text).collect(Collectors.toSet()),
        columns,
        views,
        facts);
  }

  /// The facts that it reads, with as few columns as it can do with, but one at least.
  List<FactRows> facts(SqlVerdict.Allowed verdict) {
    return facts.stream()
        .filter(table -> verdict.facts().containsKey(table.name()))
        .map(table -> narrow(table, verdict.facts().getOrDefault(table.name(), Set.of())))
        .toList();
  }

  private static FactRows narrow(FactRows table, Set<String> read) {
    var columns =
        table.columns().stream()
            .filter(column -> read.contains(column.name().toLowerCase(Locale.ROOT)))
            .toList();
    return new FactRows(
        table.name(), columns.isEmpty() ? List.of(table.columns().getFirst()) : columns);
  }

  /// What has to be known of events that are in no file: at least one column, so that they can be
  /// counted.
  List<Column> openColumns(SqlVerdict.Allowed verdict) {
    var names = verdict.eventColumns();
    var needed = new HashSet<Column>();
    EventColumns.ALL.stream().filter(column -> names.contains(column.name())).forEach(needed::add);
    if (names.stream().anyMatch(this::isOfPayload)) {
      needed.add(EventColumns.PAYLOAD);
      needed.add(EventColumns.NAME);
    }
    if (verdict.tables().stream().anyMatch(name -> !name.equals(TableName.EVENTS.text()))) {
      needed.addAll(OF_ROLLUPS);
    }
    if (needed.isEmpty()) {
      needed.add(EventColumns.SEQUENCE);
    }
    return EventColumns.ALL.stream().filter(needed::contains).toList();
  }

  private boolean isOfPayload(String name) {
    return OF_PAYLOAD.contains(name) || promotedNames().contains(name);
  }

  private Set<String> promotedNames() {
    return schema.promoted().stream()
        .map(PromotedColumn::column)
        .map(Column::name)
        .collect(Collectors.toSet());
  }
}
