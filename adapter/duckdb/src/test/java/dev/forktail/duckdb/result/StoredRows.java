package dev.forktail.duckdb.result;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.duckdb.TestEvents;
import dev.forktail.engine.event.ContextField;
import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.RowSource;
import dev.forktail.engine.result.recount.AnyEvents.Stored;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stored events as PostgreSQL's binary COPY sends them.
final class StoredRows {
  private static final Instant EPOCH_2000 = Instant.parse("2000-01-01T00:00:00Z");

  private StoredRows() {}

  static RowSource of(List<Stored> events, List<Column> columns) {
    return raw -> {
      var out = new DataOutputStream(raw);
      TestEvents.begin(out);
      for (var event : events) {
        out.writeShort(columns.size());
        for (var column : columns) {
          write(out, value(event, column));
        }
      }
      out.writeShort(-1);
    };
  }

  private static @Nullable Object value(Stored stored, Column column) {
    var event = stored.event();
    return switch (column.name()) {
      case "project" -> event.project().value();
      case "name" -> event.name();
      case "type" -> event.type().wireName();
      case "message_id" -> event.messageId();
      case "user_id" -> event.userId();
      case "anonymous_id" -> event.anonymousId();
      case "session_id" -> event.sessionId();
      case "occurred", "received" -> ChronoUnit.MICROS.between(EPOCH_2000, event.occurred());
      case "source" -> event.source();
      case "slice" -> stored.slice();
      case "lane" -> 1;
      case "sequence" -> 1L;
      case "payload" -> event.payload().text();
      case "occurred_clamped" -> false;
      default -> event.context().value(field(column));
    };
  }

  private static ContextField field(Column column) {
    return ContextField.ALL.stream()
        .filter(field -> field.column().equals(column.name()))
        .findFirst()
        .orElseThrow();
  }

  private static void write(DataOutputStream out, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> out.writeInt(-1);
      case Integer number -> {
        out.writeInt(Integer.BYTES);
        out.writeInt(number);
      }
      case Long number -> {
        out.writeInt(Long.BYTES);
        out.writeLong(number);
      }
      case Boolean truth -> {
        out.writeInt(1);
        out.writeBoolean(truth);
      }
      case String text -> {
        byte[] utf8 = text.getBytes(UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
      }
      default -> throw new IllegalArgumentException("No value of a column: " + value);
    }
  }
}
