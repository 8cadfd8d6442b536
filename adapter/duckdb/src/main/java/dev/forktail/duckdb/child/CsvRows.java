package dev.forktail.duckdb.child;

import dev.forktail.engine.query.SqlOutcome.ResultColumn;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// CSV as RFC 4180 has it, with a line of names. An absent value is empty, an empty text is quoted.
final class CsvRows implements TextRows {
  private static final String LINE_END = "\r\n";

  private final Utf8Writer out;
  private final List<ResultColumn> columns;

  CsvRows(Utf8Writer out, List<ResultColumn> columns) {
    this.out = out;
    this.columns = columns;
  }

  @Override
  public void begin() throws IOException {
    for (int i = 0; i < columns.size(); i++) {
      separate(i);
      field(columns.get(i).name());
    }
    out.ascii(LINE_END);
  }

  @Override
  public void add(ResultSet row) throws SQLException, IOException {
    for (int i = 0; i < columns.size(); i++) {
      separate(i);
      value(row.getObject(i + 1));
    }
    out.ascii(LINE_END);
  }

  @Override
  public void end() {
    // Nothing comes after the last line.
  }

  private void separate(int column) throws IOException {
    if (column > 0) {
      out.ascii(',');
    }
  }

  private void value(@Nullable Object value) throws SQLException, IOException {
    switch (value) {
      case null -> {}
      case String text -> field(text);
      case Long number -> out.ascii(number.toString());
      case OffsetDateTime moment -> Moments.write(out, moment);
      default -> field(PlainText.of(value));
    }
  }

  private void field(String text) throws IOException {
    if (!needsQuotes(text)) {
      out.text(text);
      return;
    }
    out.ascii('"');
    out.text(text.replace("\"", "\"\""));
    out.ascii('"');
  }

  private static boolean needsQuotes(String text) {
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == ',' || character == '"' || character == '\n' || character == '\r') {
        return true;
      }
    }
    return text.isEmpty();
  }
}
