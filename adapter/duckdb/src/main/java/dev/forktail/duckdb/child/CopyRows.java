package dev.forktail.duckdb.child;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.engine.export.Column;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.duckdb.DuckDBAppender;

/// Rows as PostgreSQL's binary COPY sends them: a signature, then per row a count of fields and per
/// field a length and the value, then -1.
///
/// - **Failure.** [BadRowsException] when the bytes are something else.
final class CopyRows {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
  };
  private static final int BUFFER_BYTES = 256 * 1024;
  private static final int FIELD_BYTES_MAX = 64 * 1024 * 1024;
  private static final long MICROS_OF_2000 = 946_684_800_000_000L;
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final InputStream in;
  private final List<Column> columns;
  private final int[] starts;
  private final int[] lengths;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;

  CopyRows(InputStream in, List<Column> columns) {
    this.in = in;
    this.columns = columns;
    this.starts = new int[columns.size()];
    this.lengths = new int[columns.size()];
  }

  /// The rows of the next COPY in the same stream, once these are at their end.
  CopyRows following(List<Column> others) {
    var next = new CopyRows(in, others);
    next.buffer = buffer;
    next.position = position;
    next.limit = limit;
    return next;
  }

  /// Reads what comes before the first row.
  void begin() throws IOException {
    need(SIGNATURE.length + 8);
    if (Arrays.mismatch(buffer, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length) >= 0) {
      throw new BadRowsException("The rows do not begin as a binary COPY does");
    }
    position += SIGNATURE.length + 4;
    int extension = takeInt();
    need(extension);
    position += extension;
  }

  /// Goes to the next row; false when there is none.
  boolean next() throws IOException {
    need(2);
    int fields = (short) SHORTS.get(buffer, position);
    position += 2;
    if (fields == -1) {
      return false;
    }
    if (fields != columns.size()) {
      throw new BadRowsException("A row has " + fields + " fields, not " + columns.size());
    }
    takeFields();
    return true;
  }

  /// How many bytes the values of the row have.
  int bytes() {
    int last = columns.size() - 1;
    return starts[last] + Math.max(0, lengths[last]) - starts[0];
  }

  /// A moment of the row, in microseconds since 1970.
  long micros(int column) {
    return eight(column) + MICROS_OF_2000;
  }

  /// Appends the row.
  void append(DuckDBAppender appender) throws SQLException {
    appender.beginRow();
    for (int i = 0; i < lengths.length; i++) {
      append(appender, i);
    }
    appender.endRow();
  }

  private void append(DuckDBAppender appender, int i) throws SQLException {
    if (lengths[i] < 0) {
      appender.appendNull();
      return;
    }
    switch (columns.get(i).type()) {
      case INTEGER -> appender.append(four(i));
      case LONG -> appender.append(eight(i));
      case DOUBLE -> appender.append(Double.longBitsToDouble(eight(i)));
      case BOOLEAN -> appender.append(one(i) != 0);
      case TIMESTAMP -> appender.appendEpochMicros(micros(i));
      case STRING -> appender.append(new String(buffer, starts[i], lengths[i], UTF_8));
    }
  }

  private byte one(int column) {
    return buffer[start(column, 1)];
  }

  private int four(int column) {
    return (int) INTS.get(buffer, start(column, Integer.BYTES));
  }

  private long eight(int column) {
    return (long) LONGS.get(buffer, start(column, Long.BYTES));
  }

  private int start(int column, int bytes) {
    if (lengths[column] != bytes) {
      throw new BadRowsException(
          "A value of %s has %d bytes, not %d"
              .formatted(columns.get(column).name(), lengths[column], bytes));
    }
    return starts[column];
  }

  /// Finds the fields of a row. When the buffer has to move, the row's start moves along.
  private void takeFields() throws IOException {
    int row = position;
    int offset = 0;
    for (int i = 0; i < starts.length; i++) {
      position = row;
      need(offset + Integer.BYTES);
      row = position;
      int length = (int) INTS.get(buffer, row + offset);
      offset += Integer.BYTES;
      if (length < -1 || length > FIELD_BYTES_MAX) {
        throw new BadRowsException("A value says it has " + length + " bytes");
      }
      starts[i] = offset;
      lengths[i] = length;
      offset += Math.max(0, length);
    }
    position = row;
    need(offset);
    for (int i = 0; i < starts.length; i++) {
      starts[i] += position;
    }
    position += offset;
  }

  private int takeInt() throws IOException {
    need(Integer.BYTES);
    int value = (int) INTS.get(buffer, position);
    position += Integer.BYTES;
    if (value < 0 || value > FIELD_BYTES_MAX) {
      throw new BadRowsException("The header of the rows says it has " + value + " more bytes");
    }
    return value;
  }

  /// Makes `bytes` from `position` on lie in the buffer.
  private void need(int bytes) throws IOException {
    if (limit - position >= bytes) {
      return;
    }
    limit -= position;
    byte[] into = bytes > buffer.length ? new byte[2 * bytes] : buffer;
    System.arraycopy(buffer, position, into, 0, limit);
    buffer = into;
    position = 0;
    while (limit < bytes) {
      int part = in.read(buffer, limit, buffer.length - limit);
      if (part < 0) {
        throw new BadRowsException("The rows end too early");
      }
      limit += part;
    }
  }
}
