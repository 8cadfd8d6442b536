package dev.forktail.duckdb.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.engine.export.RowSource;
import java.io.DataOutputStream;
import java.io.IOException;

/// Rows of facts as PostgreSQL's binary COPY sends them: texts, whole numbers, numbers.
final class TestFacts {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
  };

  private TestFacts() {}

  static RowSource rows(Object[]... rows) {
    return stream -> {
      var out = new DataOutputStream(stream);
      out.write(SIGNATURE);
      out.writeLong(0);
      for (var row : rows) {
        out.writeShort(row.length);
        for (var value : row) {
          write(out, value);
        }
      }
      out.writeShort(-1);
    };
  }

  private static void write(DataOutputStream out, Object value) throws IOException {
    switch (value) {
      case Long number -> {
        out.writeInt(Long.BYTES);
        out.writeLong(number);
      }
      case Double number -> {
        out.writeInt(Double.BYTES);
        out.writeDouble(number);
      }
      case String text -> {
        out.writeInt(text.getBytes(UTF_8).length);
        out.write(text.getBytes(UTF_8));
      }
      default -> throw new IllegalArgumentException("Not a fact: " + value);
    }
  }
}
