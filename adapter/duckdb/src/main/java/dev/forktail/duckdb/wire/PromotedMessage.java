package dev.forktail.duckdb.wire;

import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.ColumnType;
import dev.forktail.engine.export.PromotedColumn;
import dev.forktail.engine.export.PropertySource;
import java.util.Optional;

/// A promoted property within a message.
final class PromotedMessage {
  private PromotedMessage() {}

  static void write(MessageWriter out, PromotedColumn promoted) {
    var column = promoted.column();
    out.number(column.fieldId())
        .text(column.name())
        .text(column.type().name())
        .text(promoted.source().path())
        .nullableText(promoted.source().event().orElse(null));
  }

  static PromotedColumn read(MessageReader in) {
    int fieldId = in.integer();
    var column = new Column(fieldId, in.text(), ColumnType.valueOf(in.text()), false);
    return new PromotedColumn(
        column, new PropertySource(in.text(), Optional.ofNullable(in.nullableText())));
  }
}
