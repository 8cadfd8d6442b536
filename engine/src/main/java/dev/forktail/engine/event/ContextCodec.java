package dev.forktail.engine.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The form in which a visitor's context waits in a buffer.
///
/// ```
/// mask 8 (bit of each field that has a value) | values in the order of the fields
/// text: length in bytes 2, UTF-8 | number 4 | flag 1
/// ```
final class ContextCodec {
  private static final int TEXT_BYTES_MAX = 0xFFFF;
  private static final int ASCII_END = 0x80;

  private ContextCodec() {}

  static byte[] encode(VisitorContext context) {
    int size = Long.BYTES;
    long mask = 0;
    for (var field : ContextField.ALL) {
      Object value = context.value(field);
      if (value != null) {
        mask |= bit(field);
        size += value instanceof String text ? 2 + 3 * text.length() : Integer.BYTES;
      }
    }
    var out = ByteBuffer.allocate(size).putLong(mask);
    for (var field : ContextField.ALL) {
      switch (context.value(field)) {
        case String text -> putText(out, text);
        case Integer number -> out.putInt(number);
        case Boolean flag -> out.put((byte) (flag ? 1 : 0));
        case null -> {}
        case Object other -> throw new IllegalStateException("Not a value: " + other);
      }
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  static VisitorContext decode(ByteBuffer in) {
    long mask = in.getLong();
    var draft = new VisitorContext.Draft();
    for (var field : ContextField.ALL) {
      if ((mask & bit(field)) != 0) {
        draft.put(
            field,
            switch (field.kind()) {
              case TEXT -> text(in);
              case NUMBER -> in.getInt();
              case FLAG -> in.get() != 0;
            });
      }
    }
    return draft.done();
  }

  private static long bit(ContextField field) {
    return 1L << (field.number() - 1);
  }

  private static void putText(ByteBuffer out, String text) {
    if (text.length() > TEXT_BYTES_MAX) {
      throw new IllegalArgumentException("A text of a context is too long: " + text.length());
    }
    int begin = out.position();
    out.putShort((short) text.length());
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character >= ASCII_END) {
        out.position(begin);
        putLongerText(out, text);
        return;
      }
      out.put((byte) character);
    }
  }

  private static void putLongerText(ByteBuffer out, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length > TEXT_BYTES_MAX) {
      throw new IllegalArgumentException("A text of a context is too long: " + bytes.length);
    }
    out.putShort((short) bytes.length).put(bytes);
  }

  private static String text(ByteBuffer in) {
    int length = Short.toUnsignedInt(in.getShort());
    if (in.hasArray() && length <= in.remaining()) {
      int at = in.position();
      in.position(at + length);
      return new String(in.array(), in.arrayOffset() + at, length, UTF_8);
    }
    var bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, UTF_8);
  }
}
