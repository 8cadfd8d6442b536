package dev.forktail.duckdb.child;

import dev.forktail.engine.export.Column;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.sql.SQLException;
import java.util.List;

/// Rows that are in no file, in a table in memory: some columns of events, or none, only as many
/// rows.
final class OpenRows {
  static final String TABLE = "open_rows";

  private final Database database;
  private final List<Column> columns;

  private OpenRows(Database database, List<Column> columns) {
    this.database = database;
    this.columns = columns;
  }

  /// An empty table.
  static OpenRows create(Database database, List<Column> columns) throws SQLException {
    String definitions = columns.isEmpty() ? "present BOOLEAN" : Sql.definitions(columns);
    database.execute("CREATE TABLE " + TABLE + " (" + definitions + ")");
    return new OpenRows(database, columns);
  }

  /// Whether each row has a value of `column`, as far as the events have one.
  boolean has(Column column) {
    return columns.contains(column);
  }

  /// The same, unless nothing follows at all.
  void loadIfAny(InputStream in) throws SQLException, IOException {
    var whole = new PushbackInputStream(in);
    int first = whole.read();
    if (first >= 0) {
      whole.unread(first);
      var _ = load(whole);
    }
  }

  /// Takes all rows of a binary COPY and returns how many they were.
  long load(InputStream in) throws SQLException, IOException {
    return load(rows(in));
  }

  /// What can be read from `in`.
  CopyRows rows(InputStream in) {
    return new CopyRows(in, columns);
  }

  /// Takes all rows and returns how many they were.
  long load(CopyRows rows) throws SQLException, IOException {
    rows.begin();
    long count = 0;
    try (var appender = database.appender(TABLE)) {
      while (rows.next()) {
        if (columns.isEmpty()) {
          appender.beginRow().append(true).endRow();
        } else {
          rows.append(appender);
        }
        count++;
      }
    }
    return count;
  }
}
