package dev.forktail.engine.result.recount;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import dev.forktail.engine.event.ContextField;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.Payload;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.VisitorContext;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Takes the rows of an [EventSelection] as an array of arrays, and hands each on as an event as
/// soon as it is there.
final class EventRows extends OutputStream {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int ROW_DEPTH = 2;
  private static final int COLUMNS = 14;

  /// By which the events are known here, whose message ids nobody needs.
  private static final String ID = "recounted";

  private static final Payload NONE = Payload.ofText("{}");

  private final ProjectId project;
  private final Reader reader;
  private final JsonParser parser;
  private final ByteArrayFeeder feeder;
  private final @Nullable String[] row = new @Nullable String[COLUMNS];
  private int depth;
  private int column;
  private long count;

  /// Takes an event, the slice in which it is stored, and how many there were with it.
  interface Reader {
    void read(Event event, long slice, long count) throws IOException;
  }

  EventRows(ProjectId project, Reader reader) throws IOException {
    this.project = project;
    this.reader = reader;
    this.parser = JSON.createNonBlockingByteArrayParser();
    this.feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
  }

  /// How many there were.
  long count() {
    return count;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > 0) {
      feeder.feedInput(bytes, offset, offset + length);
      for (var token = parser.nextToken();
          token != null && token != JsonToken.NOT_AVAILABLE;
          token = parser.nextToken()) {
        take(token);
      }
    }
  }

  private void take(JsonToken token) throws IOException {
    switch (token) {
      case START_ARRAY -> begin();
      case END_ARRAY -> end();
      default -> row[column++] = parser.getText();
      case VALUE_NULL -> row[column++] = null;
    }
  }

  private void begin() {
    depth++;
    column = 0;
    Arrays.fill(row, null);
  }

  private void end() throws IOException {
    if (depth-- == ROW_DEPTH) {
      count++;
      reader.read(event(), Long.parseLong(text(5)), count);
    }
  }

  private String text(int index) {
    return Objects.requireNonNull(row[index], "A row lacks a value");
  }

  private Event event() {
    var occurred = Instant.EPOCH.plus(Long.parseLong(text(4)), ChronoUnit.MICROS);
    var payload = row[13];
    return new Event(
        project,
        text(12),
        EventType.valueOf(text(1).toUpperCase(Locale.ROOT)),
        ID,
        text(0),
        row[2],
        row[3],
        null,
        occurred,
        false,
        occurred,
        payload == null ? NONE : Payload.ofText(payload),
        context());
  }

  private VisitorContext context() {
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
