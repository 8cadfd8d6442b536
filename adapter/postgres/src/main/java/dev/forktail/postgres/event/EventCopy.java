package dev.forktail.postgres.event;

import dev.forktail.engine.event.ContextField;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.VisitorContext;
import dev.forktail.postgres.StoreTables;
import dev.forktail.postgres.event.BatchParts.Candidate;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/// Writes events into the table of the open slice. A batch in which no visitor is known, as servers
/// send it, does not pay for their columns.
final class EventCopy {
  private static final int COLUMNS = 14;
  private static final String CONTEXT_COLUMNS =
      ContextField.ALL.stream().map(field -> ", " + field.column()).collect(Collectors.joining());

  /// Names and sources are part of keys, and a key must fit a third of a page.
  static final int KEY_TEXT_CHARACTERS_MAX = 400;

  private EventCopy() {}

  static void copy(
      Connection connection, long slice, short lane, List<Candidate> fresh, BinaryRows rows)
      throws SQLException {
    if (fresh.isEmpty()) {
      return;
    }
    boolean inContext =
        fresh.stream().anyMatch(candidate -> !candidate.event().context().isEmpty());
    CopyRows.send(
        connection.unwrap(PGConnection.class),
        copySql(slice, inContext),
        rows,
        copy -> {
          for (var candidate : fresh) {
            rows.row(inContext ? COLUMNS + ContextField.ALL.size() : COLUMNS, copy);
            write(candidate, lane, rows);
            if (inContext) {
              write(candidate.event().context(), rows);
            }
          }
        });
  }

  private static String copySql(long slice, boolean inContext) {
    return """
    COPY %s (received, occurred, sequence, project, lane, type, occurred_clamped, message_id, name,
    source, user_id, anonymous_id, session_id, payload%s) FROM STDIN (FORMAT binary)
    """
        .formatted(StoreTables.slice(slice), inContext ? CONTEXT_COLUMNS : "");
  }

  private static void write(Candidate candidate, short lane, BinaryRows rows) {
    Event event = candidate.event();
    rows.timestamp(event.received());
    rows.timestamp(event.occurred());
    rows.int8(candidate.sequence());
    rows.int4(event.project().value());
    rows.int2(lane);
    rows.int2(event.type().code());
    rows.bool(event.occurredClamped());
    rows.text(event.messageId());
    rows.text(keyText("name", event.name()));
    rows.text(keyText("source", event.source()));
    rows.nullableText(event.userId());
    rows.nullableText(event.anonymousId());
    rows.nullableText(event.sessionId());
    rows.payload(event.payload());
  }

  private static void write(VisitorContext context, BinaryRows rows) {
    for (var field : ContextField.ALL) {
      switch (context.value(field)) {
        case null -> rows.nullableText(null);
        case String text -> rows.text(text);
        case Integer number -> rows.int4(number);
        case Boolean flag -> rows.bool(flag);
        case Object other -> throw new IllegalStateException("Not a value: " + other);
      }
    }
  }

  private static String keyText(String field, String value) {
    if (value.length() > KEY_TEXT_CHARACTERS_MAX) {
      throw new UnstorableValue(
          "The "
              + field
              + " of an event has "
              + value.length()
              + " characters, at most "
              + KEY_TEXT_CHARACTERS_MAX
              + " can be stored");
    }
    return value;
  }
}
