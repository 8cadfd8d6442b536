package dev.forktail.duckdb.child;

import dev.forktail.duckdb.wire.ChildSettings;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// A DuckDB in memory, for one job. Statements end when the job is cancelled.
final class Database implements AutoCloseable {
  private final DuckDBConnection connection;
  private final ChildSettings settings;
  private final Job job;

  private Database(DuckDBConnection connection, ChildSettings settings, Job job) {
    this.connection = connection;
    this.settings = settings;
    this.job = job;
  }

  /// Opens one with the limits of `settings`, that never asks a network for anything.
  static Database open(ChildSettings settings, Job job) throws SQLException {
    var properties = new Properties();
    properties.setProperty("memory_limit", settings.memoryBytes() + "B");
    properties.setProperty("threads", Integer.toString(settings.threads()));
    properties.setProperty("temp_directory", settings.folder().resolve("spill").toString());
    properties.setProperty("max_temp_directory_size", settings.temporaryBytesMax() + "B");
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("allow_community_extensions", "false");
    properties.setProperty("allow_persistent_secrets", "false");
    var connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", properties);
    var database = new Database(connection, settings, job);
    database.execute("SET TimeZone = 'UTC'");
    return database;
  }

  /// Runs a statement whose result nobody needs.
  void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      job.begin(statement);
      statement.execute(sql);
    } finally {
      job.finish();
    }
  }

  /// Runs a query and returns what `row` makes of each row.
  <T> List<T> rows(String sql, Row<T> row) throws SQLException {
    try (var statement = connection.createStatement()) {
      job.begin(statement);
      var rows = new ArrayList<T>();
      try (var result = statement.executeQuery(sql)) {
        while (result.next()) {
          rows.add(row.read(result));
        }
      }
      return rows;
    } finally {
      job.finish();
    }
  }

  DuckDBAppender appender(String table) throws SQLException {
    return connection.createAppender("main", table);
  }

  /// How much memory DuckDB may use.
  long memoryBytes() {
    return settings.memoryBytes();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /// Reads the row at which a result stands.
  interface Row<T> {
    T read(ResultSet result) throws SQLException;
  }
}
