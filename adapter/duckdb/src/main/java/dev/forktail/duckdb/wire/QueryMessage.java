package dev.forktail.duckdb.wire;

import dev.forktail.duckdb.wire.Request.Query;
import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.query.ResultFormat;
import dev.forktail.engine.query.SqlView;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The body of a request that runs a statement.
final class QueryMessage {
  private QueryMessage() {}

  static void write(MessageWriter out, Query query) {
    out.text(query.sql())
        .number(query.project())
        .list(query.files().entrySet(), QueryMessage::write)
        .list(query.views(), QueryMessage::writeView)
        .texts(query.eventColumns())
        .list(query.promoted(), PromotedMessage::write)
        .list(query.facts(), FactsMessage::write)
        .texts(query.openColumns().stream().map(Column::name).toList())
        .text(query.format().name())
        .number(query.rowsMax())
        .number(query.bytesMax());
  }

  static Query read(MessageReader in) {
    return new Query(
        in.text(),
        in.integer(),
        files(in.list(QueryMessage::readFiles)),
        in.list(QueryMessage::readView),
        Set.copyOf(in.texts()),
        in.list(PromotedMessage::read),
        in.list(FactsMessage::read),
        in.texts().stream().map(QueryMessage::column).toList(),
        ResultFormat.valueOf(in.text()),
        in.number(),
        in.number());
  }

  static void writeView(MessageWriter out, SqlView view) {
    out.text(view.name()).text(view.sql());
  }

  static SqlView readView(MessageReader in) {
    return new SqlView(in.text(), in.text());
  }

  private static void write(MessageWriter out, Map.Entry<TableName, List<String>> files) {
    out.text(files.getKey().text()).texts(files.getValue());
  }

  private static Map.Entry<TableName, List<String>> readFiles(MessageReader in) {
    return Map.entry(TableName.of(in.text()), in.texts());
  }

  private static Map<TableName, List<String>> files(
      List<Map.Entry<TableName, List<String>>> entries) {
    var files = new EnumMap<TableName, List<String>>(TableName.class);
    entries.forEach(entry -> files.put(entry.getKey(), entry.getValue()));
    return files;
  }

  private static Column column(String name) {
    return EventColumns.ALL.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Events have no column " + name));
  }
}
