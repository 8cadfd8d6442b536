package dev.forktail.postgres.event;

import dev.forktail.engine.event.Payload;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/// Rows in the binary format of COPY, written into one buffer that is used again and again.
///
/// - **Failure.** [UnstorableValue] for a value that no column can hold.
/// - **Threads.** One at a time.
final class BinaryRows {
  private static final int CHUNK_BYTES = 256 * 1024;
  private static final int KEPT_BYTES_MAX = 1024 * 1024;
  private static final int UTF8_BYTES_MAX = 3;
  private static final long EPOCH_2000_SECONDS = 946_684_800L;
  private static final long SECONDS_MAX = 100_000_000_000L;
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes = new byte[CHUNK_BYTES + 64 * 1024];
  private int size;

  /// Begins a COPY; whatever was left of another one is gone.
  void begin() {
    size = 0;
    putBytes(SIGNATURE);
  }

  /// Begins a row, after sending what has gathered when that is worth it.
  void row(int columns, CopyIn copy) throws SQLException {
    if (size >= CHUNK_BYTES) {
      send(copy);
    }
    putShort(columns);
  }

  /// Ends the COPY, of which everything is sent.
  void end(CopyIn copy) throws SQLException {
    putShort(-1);
    send(copy);
    if (bytes.length > KEPT_BYTES_MAX) {
      bytes = new byte[KEPT_BYTES_MAX];
    }
  }

  private void send(CopyIn copy) throws SQLException {
    copy.writeToCopy(bytes, 0, size);
    size = 0;
  }

  void int2(int value) {
    putInt(2);
    putShort(value);
  }

  void int4(int value) {
    putInt(4);
    putInt(value);
  }

  void int8(long value) {
    putInt(8);
    putLong(value);
  }

  void bool(boolean value) {
    putInt(1);
    reserve(1);
    bytes[size++] = (byte) (value ? 1 : 0);
  }

  void uuid(long high, long low) {
    putInt(16);
    putLong(high);
    putLong(low);
  }

  void timestamp(Instant value) {
    long seconds = value.getEpochSecond() - EPOCH_2000_SECONDS;
    if (Math.abs(seconds) > SECONDS_MAX) {
      throw new UnstorableValue("A time is too far away: " + value);
    }
    int8(seconds * 1_000_000L + value.getNano() / 1_000);
  }

  void payload(Payload value) {
    putInt(value.size());
    putBytes(value.bytes());
  }

  void nullableText(@Nullable String value) {
    if (value == null) {
      putInt(-1);
      return;
    }
    text(value);
  }

  /// A text as UTF-8, which NUL and half characters have no place in.
  void text(String value) {
    reserve(4 + value.length() * UTF8_BYTES_MAX);
    int start = size;
    size += 4;
    int length = value.length();
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c == 0) {
        throw new UnstorableValue("A text contains NUL");
      }
      if (c < 0x80) {
        bytes[size++] = (byte) c;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        putWide(Character.toCodePoint(c, value.charAt(++i)));
      } else if (Character.isSurrogate(c)) {
        throw new UnstorableValue("A text contains half a character");
      } else {
        putNarrow(c);
      }
    }
    INTS.set(bytes, start, size - start - 4);
  }

  private void putNarrow(char c) {
    if (c < 0x800) {
      bytes[size++] = (byte) (0xC0 | (c >> 6));
    } else {
      bytes[size++] = (byte) (0xE0 | (c >> 12));
      bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
    }
    bytes[size++] = (byte) (0x80 | (c & 0x3F));
  }

  private void putWide(int codePoint) {
    bytes[size++] = (byte) (0xF0 | (codePoint >> 18));
    bytes[size++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
    bytes[size++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
    bytes[size++] = (byte) (0x80 | (codePoint & 0x3F));
  }

  private void putShort(int value) {
    reserve(2);
    SHORTS.set(bytes, size, (short) value);
    size += 2;
  }

  private void putInt(int value) {
    reserve(4);
    INTS.set(bytes, size, value);
    size += 4;
  }

  private void putLong(long value) {
    reserve(8);
    LONGS.set(bytes, size, value);
    size += 8;
  }

  private void putBytes(byte[] value) {
    reserve(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
