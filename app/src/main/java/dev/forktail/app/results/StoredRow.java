package dev.forktail.app.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.forktail.engine.event.ContextField;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.Payload;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.VisitorContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An event as a row of the answer to a statement, with what of it can count in results.
///
/// @param slice that it is in
record StoredRow(Event event, long slice) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final List<ContextField> CONTEXT =
      List.of(
          ContextField.BROWSER,
          ContextField.COUNTRY,
          ContextField.CHANNEL,
          ContextField.DEVICE,
          ContextField.LIBRARY);

  /// The rows of a result that has one JSON object a line.
  static List<StoredRow> read(ProjectId project, byte[] lines) {
    var rows = new ArrayList<StoredRow>();
    try (var parser = JSON.createParser(lines)) {
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        rows.add(of(project, members(parser)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Not rows of events: bytes=" + lines.length, e);
    }
    return rows;
  }

  private static Map<String, String> members(JsonParser parser) throws IOException {
    var members = new HashMap<String, String>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      if (parser.nextToken() != JsonToken.VALUE_NULL) {
        members.put(name, parser.getText());
      }
    }
    return members;
  }

  private static StoredRow of(ProjectId project, Map<String, String> row) {
    long micros = Long.parseLong(needed(row, "occurred"));
    var occurred = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    var event =
        new Event(
            project,
            needed(row, "source"),
            EventType.valueOf(needed(row, "type").toUpperCase(Locale.ROOT)),
            needed(row, "message_id"),
            needed(row, "name"),
            row.get("user_id"),
            row.get("anonymous_id"),
            null,
            occurred,
            false,
            occurred,
            Payload.of(needed(row, "payload").getBytes(UTF_8)),
            context(row));
    return new StoredRow(event, Long.parseLong(needed(row, "slice")));
  }

  private static VisitorContext context(Map<String, String> row) {
    var draft = new VisitorContext.Draft();
    CONTEXT.forEach(field -> draft.put(field, row.get(field.column())));
    @Nullable String bot = row.get(ContextField.BOT.column());
    return draft.put(ContextField.BOT, bot == null ? null : Boolean.valueOf(bot)).done();
  }

  private static String needed(Map<String, String> row, String name) {
    return Objects.requireNonNull(row.get(name), name);
  }
}
