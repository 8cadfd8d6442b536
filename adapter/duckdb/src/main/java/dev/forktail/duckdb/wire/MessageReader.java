package dev.forktail.duckdb.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The values of a frame's body, in the order in which [MessageWriter] wrote them.
///
/// - **Failure.** [BufferUnderflowException] when there is less than was asked for.
public final class MessageReader {
  private final ByteBuffer bytes;

  public MessageReader(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  public long number() {
    return bytes.getLong();
  }

  public int integer() {
    return Math.toIntExact(number());
  }

  public boolean flag() {
    return bytes.get() != 0;
  }

  public String text() {
    byte[] utf8 = new byte[size()];
    bytes.get(utf8);
    return new String(utf8, UTF_8);
  }

  public @Nullable String nullableText() {
    return flag() ? text() : null;
  }

  public <T> List<T> list(Function<MessageReader, T> read) {
    int count = size();
    var values = new ArrayList<T>(count);
    for (int i = 0; i < count; i++) {
      values.add(read.apply(this));
    }
    return List.copyOf(values);
  }

  public List<String> texts() {
    return list(MessageReader::text);
  }

  private int size() {
    long size = bytes.getLong();
    if (size < 0 || size > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    return (int) size;
  }
}
