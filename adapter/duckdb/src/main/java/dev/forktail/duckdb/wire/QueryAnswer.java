package dev.forktail.duckdb.wire;

import dev.forktail.engine.query.SqlOutcome;
import dev.forktail.engine.query.SqlOutcome.ResultColumn;

/// What a child says when it has run a statement.
public record QueryAnswer(SqlOutcome outcome) {

  public byte[] toBytes() {
    return new MessageWriter()
        .list(outcome.columns(), (out, column) -> out.text(column.name()).text(column.type()))
        .number(outcome.rows())
        .flag(outcome.truncated())
        .number(outcome.openRows())
        .bytes();
  }

  public static QueryAnswer fromBytes(byte[] bytes) {
    var in = new MessageReader(bytes);
    return new QueryAnswer(
        new SqlOutcome(
            in.list(column -> new ResultColumn(column.text(), column.text())),
            in.number(),
            in.flag(),
            in.number()));
  }
}
