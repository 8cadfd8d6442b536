package dev.forktail.lake;

import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.ColumnType;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.PromotedColumn;
import java.util.List;

/// Schemas for tests.
final class Schemas {
  static final PromotedColumn PRICE =
      new PromotedColumn(
          new Column(1_004, "price", ColumnType.DOUBLE, false), "$.properties.price");
  static final LakeSchema WITH_PRICE = new LakeSchema(List.of(PRICE));

  private Schemas() {}
}
