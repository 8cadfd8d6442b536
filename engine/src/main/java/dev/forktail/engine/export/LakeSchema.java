package dev.forktail.engine.export;

import java.util.ArrayList;
import java.util.List;

/// What columns the tables of the lake have now.
///
/// @param promoted properties that are columns of `events`, behind [EventColumns#ALL]
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
    var columns = new ArrayList<>(EventColumns.ALL);
    promoted.forEach(property -> columns.add(property.column()));
    return List.copyOf(columns);
  }
}
