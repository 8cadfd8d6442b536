package dev.forktail.postgres.event;

import dev.forktail.engine.event.Event;
import dev.forktail.postgres.StoreTables;
import dev.forktail.postgres.event.BatchParts.Candidate;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Writes events into the table of the open slice.
final class EventCopy {
  private static final int COLUMNS = 14;

  /// Names and sources are part of keys, and a key must fit a third of a page.
  static final int KEY_TEXT_CHARACTERS_MAX = 400;

  private EventCopy() {}

  static void copy(
      Connection connection, long slice, short lane, List<Candidate> fresh, BinaryRows rows)
      throws SQLException {
    if (fresh.isEmpty()) {
      return;
    }
    CopyRows.send(
        connection.unwrap(PGConnection.class),
        copySql(slice),
        rows,
        copy -> {
          for (var candidate : fresh) {
            write(candidate, lane, rows, copy);
          }
        });
  }

  private static String copySql(long slice) {
    return """
    COPY %s (received, occurred, sequence, project, lane, type, occurred_clamped, message_id, name,
    source, user_id, anonymous_id, session_id, payload) FROM STDIN (FORMAT binary)
    """
        .formatted(StoreTables.slice(slice));
  }

  private static void write(Candidate candidate, short lane, BinaryRows rows, CopyIn copy)
      throws SQLException {
    Event event = candidate.event();
    rows.row(COLUMNS, copy);
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
