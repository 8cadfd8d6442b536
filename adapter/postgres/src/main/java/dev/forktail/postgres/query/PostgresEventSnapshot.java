package dev.forktail.postgres.query;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.RowSource;
import dev.forktail.engine.export.StagedFile;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.facts.FactRows;
import dev.forktail.engine.query.EventSnapshots.EventSnapshot;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.SqlFailure;
import dev.forktail.postgres.SqlWork;
import dev.forktail.postgres.StoreTables;
import dev.forktail.postgres.export.PostgresLakeCatalog;
import dev.forktail.postgres.export.PostgresStagedFiles;
import dev.forktail.postgres.export.SliceColumns;
import dev.forktail.postgres.facts.FactReading;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A transaction that sees everything as it was when it began.
///
/// What a transaction sees of a table that is dropped meanwhile is nothing, so the tables of the
/// slices that are not staged are held from the beginning: a drop waits for the end, or gives up.
public final class PostgresEventSnapshot implements EventSnapshot {
  private static final Logger log = LoggerFactory.getLogger(PostgresEventSnapshot.class);

  private static final String BEGIN =
      """
      SELECT now(), ARRAY(
        SELECT id FROM slice WHERE state <> 'dropped' AND staged_at IS NULL ORDER BY id)
      """;

  private final PostgresDatabase database;
  private final Connection connection;
  private final Instant asOf;
  private final List<Long> slices;
  private boolean hasFailed;

  private PostgresEventSnapshot(
      PostgresDatabase database, Connection connection, Instant asOf, List<Long> slices) {
    this.database = database;
    this.connection = connection;
    this.asOf = asOf;
    this.slices = slices;
  }

  /// Begins a transaction on `connection`, on which there is none.
  static PostgresEventSnapshot begin(PostgresDatabase database, Connection connection)
      throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(BEGIN)) {
      rows.next();
      var asOf = rows.getObject(1, OffsetDateTime.class).toInstant();
      var slices = List.of((Long[]) rows.getArray(2).getArray());
      hold(connection, slices);
      return new PostgresEventSnapshot(database, connection, asOf, slices);
    }
  }

  private static void hold(Connection connection, List<Long> slices) throws SQLException {
    String tables = slices.stream().map(StoreTables::slice).collect(Collectors.joining(", "));
    try (var statement = connection.createStatement()) {
      statement.execute("LOCK TABLE %s IN ACCESS SHARE MODE".formatted(tables));
    }
  }

  @Override
  public Instant asOf() {
    return asOf;
  }

  @Override
  public Optional<String> version(TableName table) {
    return look("look up a table of the lake", on -> PostgresLakeCatalog.find(on, table));
  }

  @Override
  public List<StagedFile> staged(TableName table, long first) {
    return look("list staged files", on -> PostgresStagedFiles.list(on, table, first));
  }

  /// Reads something else at the same moment.
  public <T> T look(String cannot, SqlWork<T> work) {
    try {
      return work.on(connection);
    } catch (SQLException e) {
      hasFailed = true;
      throw SqlFailure.of("Cannot " + cannot, e);
    }
  }

  @Override
  public RowSource openRows(ProjectId project, List<Column> columns) {
    String rows =
        slices.stream()
            .map(slice -> SliceColumns.select(slice, columns))
            .map(select -> select + " WHERE project = " + project.value())
            .collect(Collectors.joining(" UNION ALL "));
    return out -> copy("COPY (%s) TO STDOUT (FORMAT binary)".formatted(rows), out);
  }

  @Override
  public Optional<RowSource> facts(ProjectId project, FactRows facts) {
    return look("look at facts", on -> FactReading.select(on, project, facts))
        .map(select -> out -> copy("COPY (%s) TO STDOUT (FORMAT binary)".formatted(select), out));
  }

  /// A copy that does not come to its end is cancelled, which may reach the server later than the
  /// next statement: no other follows on this connection.
  private void copy(String sql, OutputStream out) throws IOException {
    boolean isWhole = false;
    try {
      connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql, out);
      isWhole = true;
    } catch (SQLException e) {
      throw SqlFailure.of("Cannot read rows of the event database", e);
    } finally {
      hasFailed |= !isWhole;
    }
  }

  @Override
  public void close() {
    if (hasFailed) {
      database.discard(connection);
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      log.debug("A snapshot ended with its connection", e);
    }
  }
}
