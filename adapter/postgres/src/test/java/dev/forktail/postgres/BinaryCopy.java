package dev.forktail.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.engine.export.RowSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Reads streams in PostgreSQL's binary COPY format.
public final class BinaryCopy {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
  };
  private static final int NO_MORE_ROWS = -1;

  private BinaryCopy() {}

  /// The values of each row; none of them may be absent.
  public static List<List<ByteBuffer>> rows(RowSource source) {
    var bytes = new ByteArrayOutputStream();
    try {
      source.copyTo(bytes);
      return rows(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<List<ByteBuffer>> rows(DataInputStream in) throws IOException {
    requireHeader(in);
    var rows = new ArrayList<List<ByteBuffer>>();
    for (int columns = in.readShort(); columns != NO_MORE_ROWS; columns = in.readShort()) {
      var row = new ArrayList<ByteBuffer>();
      for (int i = 0; i < columns; i++) {
        row.add(ByteBuffer.wrap(in.readNBytes(in.readInt())));
      }
      rows.add(row);
    }
    if (in.read() >= 0) {
      throw new IOException("There is something behind the last row");
    }
    return rows;
  }

  private static void requireHeader(DataInputStream in) throws IOException {
    if (!ByteBuffer.wrap(in.readNBytes(SIGNATURE.length)).equals(ByteBuffer.wrap(SIGNATURE))) {
      throw new IOException("Not a stream of rows");
    }
    in.readInt();
    in.skipNBytes(in.readInt());
  }

  /// The values of the only column, which is a text.
  public static List<String> texts(RowSource source) {
    return rows(source).stream().map(row -> text(row.getFirst())).toList();
  }

  public static String text(ByteBuffer value) {
    return UTF_8.decode(value.duplicate()).toString();
  }
}
