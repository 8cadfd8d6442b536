package dev.forktail.duckdb.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The body of a frame, value by value; [MessageReader] reads them in the same order.
public final class MessageWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

  public MessageWriter number(long value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes.write((int) (value >>> shift));
    }
    return this;
  }

  public MessageWriter flag(boolean value) {
    bytes.write(value ? 1 : 0);
    return this;
  }

  public MessageWriter text(String value) {
    byte[] utf8 = value.getBytes(UTF_8);
    number(utf8.length);
    bytes.writeBytes(utf8);
    return this;
  }

  public MessageWriter nullableText(@Nullable String value) {
    flag(value != null);
    return value == null ? this : text(value);
  }

  public <T> MessageWriter list(Collection<T> values, BiConsumer<MessageWriter, T> write) {
    number(values.size());
    values.forEach(value -> write.accept(this, value));
    return this;
  }

  public MessageWriter texts(Collection<String> values) {
    return list(values, MessageWriter::text);
  }

  public byte[] bytes() {
    return bytes.toByteArray();
  }
}
