package dev.forktail.postgres.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.forktail.engine.export.ColumnStats;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Column statistics as JSON: an array of `[field id, bytes, values, nulls, lower, upper]`.
final class ColumnStatsJson {
  private static final JsonFactory JSON = new JsonFactory();

  private ColumnStatsJson() {}

  static String write(List<ColumnStats> columns) {
    var text = new StringWriter();
    try (var out = JSON.createGenerator(text)) {
      out.writeStartArray();
      for (var column : columns) {
        write(column, out);
      }
      out.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(ColumnStats column, JsonGenerator out) throws IOException {
    out.writeStartArray();
    out.writeNumber(column.fieldId());
    out.writeNumber(column.bytes());
    out.writeNumber(column.values());
    out.writeNumber(column.nulls());
    out.writeString(column.lower());
    out.writeString(column.upper());
    out.writeEndArray();
  }

  static List<ColumnStats> read(String text) {
    try (var in = JSON.createParser(text)) {
      var columns = new ArrayList<ColumnStats>();
      in.nextToken();
      while (in.nextToken() == JsonToken.START_ARRAY) {
        columns.add(column(in));
      }
      return columns;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ColumnStats column(JsonParser in) throws IOException {
    int fieldId = Math.toIntExact(number(in));
    var stats = new ColumnStats(fieldId, number(in), number(in), number(in), bound(in), bound(in));
    in.nextToken();
    return stats;
  }

  private static long number(JsonParser in) throws IOException {
    in.nextToken();
    return in.getLongValue();
  }

  private static @Nullable String bound(JsonParser in) throws IOException {
    return in.nextToken() == JsonToken.VALUE_NULL ? null : in.getText();
  }
}
