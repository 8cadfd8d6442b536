package dev.forktail.engine.export;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What columns the tables of the lake have now.
///
/// @param promoted properties that are columns of `events`, behind its own
public record LakeSchema(List<PromotedColumn> promoted) {
  public LakeSchema {
    promoted = List.copyOf(promoted);
  }

  /// Without promoted properties.
  public static LakeSchema plain() {
    return new LakeSchema(List.of());
  }

  /// The columns of a file of `table`, in their order.
  public List<Column> columns(TableName table) {
    if (table != TableName.EVENTS) {
      return RollupColumns.ALL;
    }
    var columns = new ArrayList<>(own());
    promoted.forEach(property -> columns.add(property.column()));
    return List.copyOf(columns);
  }

  /// The columns of `events` that are not promoted: [EventColumns#ALL] but for those of the context
  /// whose name a property had before there was a context.
  public List<Column> own() {
    var taken =
        promoted.stream().map(property -> property.column().name()).collect(Collectors.toSet());
    return EventColumns.ALL.stream().filter(column -> !taken.contains(column.name())).toList();
  }
}
