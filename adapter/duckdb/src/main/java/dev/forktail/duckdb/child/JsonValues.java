package dev.forktail.duckdb.child;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.sql.Struct;
import java.time.OffsetDateTime;
import java.util.Map;
import org.duckdb.DuckDBArray;
import org.duckdb.DuckDBStruct;
import org.duckdb.JsonNode;
import org.jspecify.annotations.Nullable;

/// Values of DuckDB as JSON. Numbers that JSON does not know are null; what has no form of its own
/// in JSON is a text.
final class JsonValues {
  private JsonValues() {}

  static void write(Utf8Writer out, @Nullable Object value) throws SQLException, IOException {
    switch (value) {
      case null -> out.ascii("null");
      case String text -> out.json(text);
      case Long number -> out.ascii(number.toString());
      case OffsetDateTime moment -> {
        out.ascii('"');
        Moments.write(out, moment);
        out.ascii('"');
      }
      case Double number -> out.ascii(Double.isFinite(number) ? number.toString() : "null");
      case Boolean truth -> out.ascii(truth.toString());
      case Integer number -> out.ascii(number.toString());
      case BigInteger number -> out.ascii(number.toString());
      case BigDecimal number -> out.ascii(number.toPlainString());
      case Float number -> out.ascii(Float.isFinite(number) ? number.toString() : "null");
      case Short number -> out.ascii(number.toString());
      case Byte number -> out.ascii(number.toString());
      case JsonNode json -> raw(out, json.toString());
      case DuckDBStruct struct -> object(out, struct.getMap());
      case Map<?, ?> map -> object(out, map);
      case DuckDBArray array -> list(out, (Object[]) array.getArray());
      default -> out.json(PlainText.of(value));
    }
  }

  /// Whether a value consists of others.
  static boolean isNested(Object value) {
    return value instanceof Struct || value instanceof Map || value instanceof DuckDBArray;
  }

  private static void list(Utf8Writer out, @Nullable Object[] values)
      throws SQLException, IOException {
    out.ascii('[');
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        out.ascii(',');
      }
      write(out, values[i]);
    }
    out.ascii(']');
  }

  private static void object(Utf8Writer out, Map<?, ?> values) throws SQLException, IOException {
    out.ascii('{');
    boolean first = true;
    for (var entry : values.entrySet()) {
      if (!first) {
        out.ascii(',');
      }
      first = false;
      out.json(PlainText.of(entry.getKey()));
      out.ascii(':');
      write(out, entry.getValue());
    }
    out.ascii('}');
  }

  /// JSON as DuckDB has it may span lines and have NaN and Infinity, which JSON has not.
  private static void raw(Utf8Writer out, String json) throws IOException {
    int copied = 0;
    boolean quoted = false;
    for (int i = 0; i < json.length(); i++) {
      char character = json.charAt(i);
      if (character == '"') {
        quoted = !quoted;
      } else if (quoted) {
        i = character == '\\' ? i + 1 : i;
      } else if (character < 0x20) {
        out.text(json.substring(copied, i));
        copied = i + 1;
      } else if (Character.isLetter(character) || character == '-') {
        int end = wordEnd(json, i + 1);
        if (!isKnown(json, i, end)) {
          out.text(json.substring(copied, i));
          out.ascii("null");
          copied = end;
        }
        i = end - 1;
      }
    }
    out.text(copied == 0 ? json : json.substring(copied));
  }

  private static int wordEnd(String json, int from) {
    int end = from;
    while (end < json.length() && Character.isLetter(json.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isKnown(String json, int from, int to) {
    return switch (json.substring(from, to)) {
      case "true", "false", "null", "-", "e", "E" -> true;
      default -> false;
    };
  }
}
