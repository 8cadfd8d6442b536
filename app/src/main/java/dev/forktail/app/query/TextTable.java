package dev.forktail.app.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.forktail.app.terminal.Columns;
import dev.forktail.app.terminal.Columns.Cell;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/// An answer as people read it: names, a line, rows; numbers to the right.
final class TextTable {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int CELL_CHARACTERS_MAX = 80;

  private final List<String> names = new ArrayList<>();
  private final List<List<Cell>> rows = new ArrayList<>();

  private TextTable() {}

  /// Reads the JSON form of an answer.
  static TextTable read(InputStream body) throws IOException {
    var table = new TextTable();
    try (var json = JSON.createParser(body)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "rows" -> table.readRows(json);
          case "columns" -> table.readNames(json);
          default -> json.skipChildren();
        }
      }
    }
    return table;
  }

  private void readRows(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.START_ARRAY) {
      var row = new ArrayList<Cell>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        row.add(cell(json));
      }
      rows.add(row);
    }
  }

  private void readNames(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean name = json.currentName().equals("name");
        String value = json.nextTextValue();
        if (name) {
          names.add(value);
        }
      }
    }
  }

  private static Cell cell(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return Cell.text("");
    }
    if (token.isScalarValue()) {
      return new Cell(cut(json.getText()), token.isNumeric());
    }
    var text = new StringWriter();
    try (var copy = JSON.createGenerator(text)) {
      copy.copyCurrentStructure(json);
    }
    return Cell.text(cut(text.toString()));
  }

  /// One line, and not too long.
  private static String cut(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= CELL_CHARACTERS_MAX
        ? line
        : line.substring(0, CELL_CHARACTERS_MAX - 1) + "…";
  }

  void printTo(PrintWriter out) {
    var columns = new Columns(names.stream().map(TextTable::cut).toList());
    rows.forEach(columns::add);
    columns.printTo(out);
  }
}
