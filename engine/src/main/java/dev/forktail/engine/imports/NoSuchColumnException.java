package dev.forktail.engine.imports;

import java.util.List;

/// A mapping names a column that the file does not have.
public final class NoSuchColumnException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String column;
  private final transient List<String> columns;

  NoSuchColumnException(String column, List<String> columns) {
    super("There is no column '" + column + "'");
    this.column = column;
    this.columns = columns;
  }

  public String column() {
    return column;
  }

  /// Those that there are.
  public List<String> columns() {
    return columns;
  }
}
