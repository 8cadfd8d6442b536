package dev.forktail.engine.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The form in which an arrival waits in a buffer: what intake has already read, then the payload,
/// so that the writer parses nothing.
///
/// ```
/// kind 1 | project 4 | received micros 8 | source text
/// event:       type 1 | flags 1 | occurred micros 8 | messageId, name, userId, anonymousId, sessionId text | payload
/// event in a context: the same with the context's length in bytes 4 and the context before the payload
/// dead letter: reason 1 | field, message text | raw
/// text: length in bytes 4 (-1 = absent), UTF-8
/// ```
///
/// The kind is also the format's version: a new format gets new kinds, and the old stay readable.
public final class ArrivalCodec {
  private static final byte KIND_EVENT = 1;
  private static final byte KIND_DEAD_LETTER = 2;
  private static final byte KIND_EVENT_IN_CONTEXT = 3;
  private static final byte FLAG_CLAMPED = 1;
  private static final int ABSENT = -1;

  private ArrivalCodec() {}

  public static byte[] encode(Arrival arrival) {
    return switch (arrival) {
      case Event event -> encodeEvent(event);
      case DeadLetter letter -> encodeDeadLetter(letter);
    };
  }

  /// The arrival in `record`.
  ///
  /// @throws IllegalArgumentException when it is not one; the caller keeps the bytes
  public static Arrival decode(ByteBuffer record) {
    try {
      byte kind = record.get();
      return switch (kind) {
        case KIND_EVENT -> decodeEvent(record, false);
        case KIND_EVENT_IN_CONTEXT -> decodeEvent(record, true);
        case KIND_DEAD_LETTER -> decodeDeadLetter(record);
        default -> throw new IllegalArgumentException("Unknown kind of record: " + kind);
      };
    } catch (java.nio.BufferUnderflowException e) {
      throw new IllegalArgumentException("The record ends too early", e);
    }
  }

  private static byte[] encodeEvent(Event event) {
    byte[] source = event.source().getBytes(UTF_8);
    byte[] messageId = event.messageId().getBytes(UTF_8);
    byte[] name = event.name().getBytes(UTF_8);
    byte @Nullable [] userId = bytesOf(event.userId());
    byte @Nullable [] anonymousId = bytesOf(event.anonymousId());
    byte @Nullable [] sessionId = bytesOf(event.sessionId());
    byte @Nullable [] context =
        event.context().isEmpty() ? null : ContextCodec.encode(event.context());
    int size =
        headSize(source)
            + 1
            + 1
            + 8
            + textSize(messageId)
            + textSize(name)
            + textSize(userId)
            + textSize(anonymousId)
            + textSize(sessionId)
            + (context == null ? 0 : textSize(context))
            + event.payload().size();
    var out = ByteBuffer.allocate(size);
    putHead(out, context == null ? KIND_EVENT : KIND_EVENT_IN_CONTEXT, event, source);
    out.put((byte) event.type().code());
    out.put(event.occurredClamped() ? FLAG_CLAMPED : 0);
    out.putLong(toMicros(event.occurred()));
    putText(out, messageId);
    putText(out, name);
    putText(out, userId);
    putText(out, anonymousId);
    putText(out, sessionId);
    if (context != null) {
      putText(out, context);
    }
    out.put(event.payload().bytes());
    return out.array();
  }

  private static byte[] encodeDeadLetter(DeadLetter letter) {
    byte[] source = letter.source().getBytes(UTF_8);
    byte @Nullable [] field = bytesOf(letter.field());
    byte[] message = letter.message().getBytes(UTF_8);
    int size = headSize(source) + 1 + textSize(field) + textSize(message) + letter.raw().size();
    var out = ByteBuffer.allocate(size);
    putHead(out, KIND_DEAD_LETTER, letter, source);
    out.put((byte) letter.reason().code());
    putText(out, field);
    putText(out, message);
    out.put(letter.raw().bytes());
    return out.array();
  }

  private static Event decodeEvent(ByteBuffer in, boolean hasContext) {
    var project = new ProjectId(in.getInt());
    Instant received = ofMicros(in.getLong());
    String source = requiredText(in);
    EventType type = EventType.ofCode(in.get());
    boolean clamped = (in.get() & FLAG_CLAMPED) != 0;
    Instant occurred = ofMicros(in.getLong());
    String messageId = requiredText(in);
    String name = requiredText(in);
    String userId = text(in);
    String anonymousId = text(in);
    String sessionId = text(in);
    var context = hasContext ? context(in) : VisitorContext.NONE;
    return new Event(
        project,
        source,
        type,
        messageId,
        name,
        userId,
        anonymousId,
        sessionId,
        occurred,
        clamped,
        received,
        rest(in),
        context);
  }

  private static VisitorContext context(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException(
          "A context of " + length + " bytes does not fit the record");
    }
    var own = in.slice(in.position(), length);
    in.position(in.position() + length);
    return ContextCodec.decode(own);
  }

  private static DeadLetter decodeDeadLetter(ByteBuffer in) {
    var project = new ProjectId(in.getInt());
    Instant received = ofMicros(in.getLong());
    String source = requiredText(in);
    RefusalReason reason = RefusalReason.ofCode(in.get());
    return new DeadLetter(project, source, received, reason, text(in), requiredText(in), rest(in));
  }

  private static void putHead(ByteBuffer out, byte kind, Arrival arrival, byte[] source) {
    out.put(kind);
    out.putInt(arrival.project().value());
    out.putLong(toMicros(arrival.received()));
    putText(out, source);
  }

  private static int headSize(byte[] source) {
    return 1 + 4 + 8 + textSize(source);
  }

  private static byte @Nullable [] bytesOf(@Nullable String text) {
    return text == null ? null : text.getBytes(UTF_8);
  }

  private static int textSize(byte @Nullable [] text) {
    return 4 + (text == null ? 0 : text.length);
  }

  private static void putText(ByteBuffer out, byte @Nullable [] text) {
    if (text == null) {
      out.putInt(ABSENT);
      return;
    }
    out.putInt(text.length);
    out.put(text);
  }

  private static @Nullable String text(ByteBuffer in) {
    int length = in.getInt();
    if (length == ABSENT) {
      return null;
    }
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("A text of " + length + " bytes does not fit the record");
    }
    var bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, UTF_8);
  }

  private static String requiredText(ByteBuffer in) {
    String text = text(in);
    if (text == null) {
      throw new IllegalArgumentException("A text that must be there is absent");
    }
    return text;
  }

  private static Payload rest(ByteBuffer in) {
    var bytes = new byte[in.remaining()];
    in.get(bytes);
    return Payload.of(bytes);
  }

  private static long toMicros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
  }

  private static Instant ofMicros(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }
}
