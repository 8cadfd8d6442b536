package dev.forktail.duckdb.child;

import dev.forktail.duckdb.wire.ChildSettings;
import dev.forktail.duckdb.wire.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.duckdb.DuckDBResultSet;

/// A DuckDB in memory, for one job. Statements end when the job is cancelled.
final class Database implements AutoCloseable {
  static final Path NOWHERE = Path.of("/dev/null");

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
    return open(settings, job, false);
  }

  /// Opens one whose results are found while they are read, not before.
  static Database openStreaming(ChildSettings settings, Job job) throws SQLException {
    return open(settings, job, true);
  }

  private static Database open(ChildSettings settings, Job job, boolean streaming)
      throws SQLException {
    var properties = new Properties();
    properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, Boolean.toString(streaming));
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
    try {
      return read(
          sql,
          result -> {
            var rows = new ArrayList<T>();
            while (result.next()) {
              rows.add(row.read(result));
            }
            return rows;
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs a query and gives its result to `reader`.
  <T> T read(String sql, Reader<T> reader) throws SQLException, IOException {
    try (var statement = connection.createStatement()) {
      job.begin(statement);
      try (var result = statement.executeQuery(sql)) {
        return reader.read(result.unwrap(DuckDBResultSet.class));
      }
    } catch (SQLException e) {
      throw reason(sql, e);
    } finally {
      job.finish();
    }
  }

  /// Runs a statement that writes rows, such as COPY, and returns how many.
  long write(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      job.begin(statement);
      return statement.executeLargeUpdate(sql);
    } finally {
      job.finish();
    }
  }

  /// The driver does not tell why a result that is found while it is read has failed. DuckDB does
  /// when it finds it once more, for nobody.
  private SQLException reason(String sql, SQLException failure) {
    if (!String.valueOf(failure.getMessage()).endsWith(Failure.UNEXPLAINED)) {
      return failure;
    }
    job.finish();
    try {
      write("COPY (" + sql + ") TO '" + NOWHERE + "' (FORMAT csv)");
      return failure;
    } catch (SQLException e) {
      return e;
    }
  }

  /// Ends the statement that runs now, with an error. Of any thread.
  void stop() {
    job.stop();
  }

  DuckDBAppender appender(String table) throws SQLException {
    return appender("main", table);
  }

  DuckDBAppender appender(String schema, String table) throws SQLException {
    return connection.createAppender(schema, table);
  }

  /// How much memory DuckDB may use.
  long memoryBytes() {
    return settings.memoryBytes();
  }

  /// The child's own folder.
  Path folder() {
    return settings.folder();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /// Reads the row at which a result stands.
  interface Row<T> {
    T read(ResultSet result) throws SQLException;
  }

  /// Reads a whole result.
  interface Reader<T> {
    T read(DuckDBResultSet result) throws SQLException, IOException;
  }
}
