package dev.forktail.engine.result.recount;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Takes the rows of an answer as an array of arrays, and hands each on as soon as it is there.
///
/// - **Threads.** For one at a time.
public final class ValueRows extends OutputStream {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int ROW_DEPTH = 2;

  private final Reader reader;
  private final JsonParser parser;
  private final ByteArrayFeeder feeder;
  private final @Nullable String[] row;
  private int depth;
  private int column;
  private long count;

  /// Takes a row: the values as text, null where there is none, and how many rows there were with
  /// it. The array is another row's afterwards.
  public interface Reader {
    void read(@Nullable String[] values, long count) throws IOException;
  }

  /// @param columns how many values a row has
  public ValueRows(int columns, Reader reader) throws IOException {
    this.row = new @Nullable String[columns];
    this.reader = reader;
    this.parser = JSON.createNonBlockingByteArrayParser();
    this.feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
  }

  /// How many there were.
  public long count() {
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
      reader.read(row, ++count);
    }
  }
}
