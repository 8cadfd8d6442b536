package dev.forktail.app.terminal;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// Rows of text under names, set in columns as wide as their widest cell; numbers to the right.
public final class Columns {
  private final List<String> names;
  private final List<List<Cell>> rows = new ArrayList<>();

  public Columns(List<String> names) {
    this.names = List.copyOf(names);
  }

  public record Cell(String text, boolean number) {
    public static Cell text(String text) {
      return new Cell(text, false);
    }

    public static Cell number(String text) {
      return new Cell(text, true);
    }
  }

  /// Adds a row of as many cells as there are names.
  public void add(List<Cell> row) {
    if (row.size() != names.size()) {
      throw new IllegalArgumentException(
          "A row must have %d cells: %d".formatted(names.size(), row.size()));
    }
    rows.add(List.copyOf(row));
  }

  /// Names, a line, rows.
  public void printTo(PrintWriter out) {
    int[] widths = new int[names.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = width(i);
    }
    out.println(line(header(), widths));
    out.println("-".repeat(Math.max(1, total(widths))));
    rows.forEach(row -> out.println(line(row, widths)));
  }

  /// A name stands where its column's cells do.
  private List<Cell> header() {
    var header = new ArrayList<Cell>(names.size());
    for (int i = 0; i < names.size(); i++) {
      int column = i;
      header.add(
          new Cell(
              names.get(i),
              !rows.isEmpty() && rows.stream().allMatch(row -> row.get(column).number())));
    }
    return header;
  }

  private int width(int column) {
    int width = names.get(column).length();
    for (var row : rows) {
      width = Math.max(width, row.get(column).text().length());
    }
    return width;
  }

  private static int total(int[] widths) {
    int total = 2 * (widths.length - 1);
    for (int width : widths) {
      total += width;
    }
    return total;
  }

  private static String line(List<Cell> cells, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      var cell = cells.get(i);
      String space = " ".repeat(widths[i] - cell.text().length());
      line.append(i == 0 ? "" : "  ")
          .append(cell.number() ? space + cell.text() : cell.text() + space);
    }
    return line.toString().stripTrailing();
  }
}
