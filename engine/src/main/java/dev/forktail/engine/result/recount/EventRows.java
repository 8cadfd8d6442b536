package dev.forktail.engine.result.recount;

import dev.forktail.engine.event.ContextField;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.Payload;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.VisitorContext;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The rows of an [EventSelection] as events.
final class EventRows {
  private static final int COLUMNS = 14;

  /// By which the events are known here, whose message ids nobody needs.
  private static final String ID = "recounted";

  private static final Payload NONE = Payload.ofText("{}");

  private EventRows() {}

  /// Takes an event, the slice in which it is stored, and how many there were with it.
  interface Reader {
    void read(Event event, long slice, long count) throws IOException;
  }

  /// Takes the rows as they are answered.
  static ValueRows of(ProjectId project, Reader reader) throws IOException {
    return new ValueRows(
        COLUMNS,
        (row, count) -> reader.read(event(project, row), Long.parseLong(text(row, 5)), count));
  }

  private static String text(@Nullable String[] row, int index) {
    return Objects.requireNonNull(row[index], "A row lacks a value");
  }

  private static Event event(ProjectId project, @Nullable String[] row) {
    var occurred = Instant.EPOCH.plus(Long.parseLong(text(row, 4)), ChronoUnit.MICROS);
    var payload = row[13];
    return new Event(
        project,
        text(row, 12),
        EventType.valueOf(text(row, 1).toUpperCase(Locale.ROOT)),
        ID,
        text(row, 0),
        row[2],
        row[3],
        null,
        occurred,
        false,
        occurred,
        payload == null ? NONE : Payload.ofText(payload),
        context(row));
  }

  private static VisitorContext context(@Nullable String[] row) {
    return new VisitorContext.Draft()
        .put(ContextField.BOT, "true".equals(row[6]) ? true : null)
        .put(ContextField.BROWSER, row[7])
        .put(ContextField.COUNTRY, row[8])
        .put(ContextField.CHANNEL, row[9])
        .put(ContextField.DEVICE, row[10])
        .put(ContextField.LIBRARY, row[11])
        .done();
  }
}
