package dev.forktail.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.RowSource;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Events as PostgreSQL's binary COPY sends them, with the columns of [EventColumns#ALL].
public final class TestEvents {
  private static final Instant EPOCH_2000 = Instant.parse("2000-01-01T00:00:00Z");

  private TestEvents() {}

  /// One event; the rest of its columns follow from these.
  public record TestEvent(
      int project,
      String name,
      String messageId,
      @Nullable String user,
      Instant at,
      String payload) {

    public static TestEvent of(String name, String messageId, Instant at) {
      return new TestEvent(
          1, name, messageId, "u1", at, "{\"event\":\"" + name + "\",\"properties\":{}}");
    }

    public TestEvent withPayload(String json) {
      return new TestEvent(project, name, messageId, user, at, json);
    }

    public TestEvent in(int otherProject) {
      return new TestEvent(otherProject, name, messageId, user, at, payload);
    }

    public TestEvent by(@Nullable String otherUser) {
      return new TestEvent(project, name, messageId, otherUser, at, payload);
    }
  }

  public static RowSource rows(List<TestEvent> events) {
    return out -> write(events, out);
  }

  private static void write(Iterable<TestEvent> events, OutputStream raw) throws IOException {
    var out = new DataOutputStream(raw);
    begin(out);
    long sequence = 0;
    for (var event : events) {
      row(out, event, sequence++);
    }
    out.writeShort(-1);
  }

  public static void begin(DataOutputStream out) throws IOException {
    out.write(new byte[] {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0});
    out.writeInt(0);
    out.writeInt(0);
  }

  public static void row(DataOutputStream out, TestEvent event, long sequence) throws IOException {
    out.writeShort(EventColumns.ALL.size());
    integer(out, event.project());
    text(out, event.name());
    text(out, "track");
    text(out, event.messageId());
    text(out, event.user());
    text(out, event.user() == null ? "a1" : null);
    text(out, null);
    moment(out, event.at());
    moment(out, event.at());
    text(out, "web");
    number(out, 29_000_000);
    integer(out, 1);
    number(out, sequence);
    text(out, event.payload());
    out.writeInt(1);
    out.writeByte(0);
    context(out, event);
  }

  /// Of an event whose user is known, that it was a visitor with a browser.
  private static void context(DataOutputStream out, TestEvent event) throws IOException {
    for (var column : EventColumns.CONTEXT) {
      if (event.user() != null && column.name().equals("browser")) {
        text(out, "Chrome");
      } else if (event.user() != null && column.name().equals("browser_version")) {
        integer(out, 142);
      } else {
        out.writeInt(-1);
      }
    }
  }

  private static void integer(DataOutputStream out, int value) throws IOException {
    out.writeInt(Integer.BYTES);
    out.writeInt(value);
  }

  private static void number(DataOutputStream out, long value) throws IOException {
    out.writeInt(Long.BYTES);
    out.writeLong(value);
  }

  private static void moment(DataOutputStream out, Instant value) throws IOException {
    number(out, ChronoUnit.MICROS.between(EPOCH_2000, value));
  }

  private static void text(DataOutputStream out, @Nullable String value) throws IOException {
    if (value == null) {
      out.writeInt(-1);
      return;
    }
    byte[] utf8 = value.getBytes(UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }
}
