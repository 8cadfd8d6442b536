package dev.forktail.duckdb.child;

import dev.forktail.engine.export.EventColumns;
import java.io.IOException;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/// Rows of events in a table in memory, up to what can be sorted there.
final class GatheredRows implements AutoCloseable {
  /// A quarter of the memory: the sort and the Parquet file of the rows need the rest.
  private static final int MEMORY_SHARE = 4;

  private final Database database;
  private final String table;
  private final long bytesMax;
  private @Nullable DuckDBAppender appender;
  private long bytes;

  GatheredRows(Database database, String table) {
    this.database = database;
    this.table = table;
    this.bytesMax = database.memoryBytes() / MEMORY_SHARE;
  }

  String table() {
    return table;
  }

  /// Adds the row at which `rows` stands.
  void add(CopyRows rows) throws SQLException, IOException {
    if (appender == null) {
      database.execute(
          "CREATE OR REPLACE TABLE " + table + " (" + Sql.definitions(EventColumns.ALL) + ")");
      appender = database.appender(table);
    }
    rows.append(appender);
    bytes += rows.bytes();
  }

  boolean isEmpty() {
    return bytes == 0;
  }

  boolean isFull() {
    return bytes >= bytesMax;
  }

  /// Makes all that was added visible to queries.
  void complete() throws SQLException {
    if (appender != null) {
      appender.close();
      appender = null;
    }
  }

  /// Forgets the rows.
  void clear() throws SQLException {
    complete();
    database.execute("DROP TABLE IF EXISTS " + table);
    bytes = 0;
  }

  @Override
  public void close() throws SQLException {
    complete();
  }
}
