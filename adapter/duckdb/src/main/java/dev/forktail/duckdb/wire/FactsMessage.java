package dev.forktail.duckdb.wire;

import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.ColumnType;
import dev.forktail.engine.facts.FactRows;

/// A table of facts within a message.
final class FactsMessage {
  private FactsMessage() {}

  static void write(MessageWriter out, FactRows facts) {
    out.text(facts.name())
        .list(
            facts.columns(),
            (to, column) ->
                to.number(column.fieldId()).text(column.name()).text(column.type().name()));
  }

  static FactRows read(MessageReader in) {
    return new FactRows(in.text(), in.list(FactsMessage::column));
  }

  private static Column column(MessageReader in) {
    return new Column(in.integer(), in.text(), ColumnType.valueOf(in.text()), false);
  }
}
