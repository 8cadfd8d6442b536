package dev.forktail.duckdb.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.duckdb.wire.ChildSettings;
import dev.forktail.duckdb.wire.Request;
import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.ColumnType;
import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.PromotedColumn;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.query.ResultFormat;
import dev.forktail.engine.query.SqlView;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What DuckDB makes of the views, and what is left of it within the sandbox.
final class QueryViewsIT {
  private static final PromotedColumn PLAN =
      new PromotedColumn(new Column(1_000, "plan", ColumnType.STRING, false), "$.properties.plan");

  @TempDir private Path folder;
  private Database database;

  @BeforeEach
  void open() throws SQLException {
    var settings = new ChildSettings(128L << 20, 1, folder, 1L << 30);
    database = Database.open(settings, new Job(new byte[0]));
    String file = Sql.text(folder.resolve("x.parquet").toString());
    database.execute(
        """
        COPY (SELECT (i %% 3)::INTEGER AS project, 'buy' || (i %% 2) AS name, 'track' AS type, 'm' || i AS message_id,
          'u' || i AS user_id, NULL::VARCHAR AS anonymous_id, NULL::VARCHAR AS session_id,
          TIMESTAMPTZ '2026-11-22 10:00:00Z' + to_seconds(i) AS occurred, occurred AS received,
          'web' AS source, 1::BIGINT AS slice, 1 AS lane, i AS sequence,
          '{"properties":{"plan":"free"}}' AS payload, false AS occurred_clamped, 'x' || i AS plan
          FROM range(30) r(i)) TO %s (FORMAT parquet)
        """
            .formatted(file));
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  @Test
  void filtersReachTheFilesAndOtherColumnsAreNotRead() throws SQLException {
    create(Set.of("name", "occurred"), List.of());

    assertThat(
            explain(
                "SELECT count(*) FROM events WHERE name = 'buy1' AND occurred > '2026-11-22"
                    + " 10:00:15'"))
        .contains("project = 1", "name = 'buy1'", "occurred > ")
        .doesNotContain("payload", "json_extract", "user_id");
    assertThat(explain("SELECT user_id FROM events WHERE lower(name) = 'buy1'"))
        .contains("project = 1", "user_id")
        .doesNotContain("payload", "occurred");
  }

  @Test
  void aPromotedColumnOfAFileIsReadWithoutThePayload() throws SQLException {
    create(Set.of("plan"), List.of(PLAN));

    assertThat(explain("SELECT plan, count(*) FROM events WHERE plan = 'x7' GROUP BY 1"))
        .contains("plan = 'x7'")
        .doesNotContain("payload");
    assertThat(database.rows("SELECT plan FROM events WHERE plan = 'x7'", row -> row.getString(1)))
        .containsExactly("x7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM read_blob('/proc/self/environ')",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_json('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM 'other.parquet'",
        "SELECT * FROM read_parquet('other.parquet')",
        "SELECT * FROM read_parquet('http://127.0.0.1:1/x.parquet')",
        "SELECT * FROM read_parquet('s3://bucket/x.parquet')",
        "SELECT * FROM parquet_metadata('/etc/passwd')",
        "SELECT * FROM sniff_csv('/etc/passwd')",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM query('FROM read_text(''/etc/hostname'')')",
        "SELECT * FROM query_table('/etc/passwd')",
        "SELECT getenv('HOME')",
        "COPY (SELECT 1) TO 'x.csv'",
        "COPY open_rows FROM '/etc/passwd'",
        "EXPORT DATABASE 'out'",
        "IMPORT DATABASE 'out'",
        "ATTACH 'x.db'",
        "ATTACH '/etc/passwd' AS p",
        "INSTALL httpfs",
        "LOAD httpfs",
        "LOAD '/tmp/x.duckdb_extension'",
        "SET enable_external_access = true",
        "SET memory_limit = '1TB'",
        "SET threads = 64",
        "SET temp_directory = '/tmp'",
        "SET allowed_paths = ['/etc/passwd']",
        "SET lock_configuration = false",
        "RESET enable_external_access",
        "PRAGMA enable_profiling = 'json'",
        "PRAGMA database_size('x')",
        "CALL enable_logging(storage = 'file', storage_path = '/tmp/log')",
        "CREATE PERSISTENT SECRET s (TYPE http)"
      })
  void withinTheSandboxNothingElseIsReached(String attack) throws SQLException {
    create(Set.of(), List.of());
    Sandbox.close(database, List.of(folder.resolve("x.parquet")));

    assertThatThrownBy(() -> database.execute(attack)).isInstanceOf(SQLException.class);
    assertThat(database.rows("SELECT count(*) FROM events", row -> row.getLong(1)))
        .containsExactly(10L);
  }

  private void create(Set<String> columns, List<PromotedColumn> promoted) throws SQLException {
    var open = OpenRows.create(database, List.of(EventColumns.NAME));
    var files = List.of(LakeRoot.of(folder).uri() + "/x.parquet");
    var request =
        new Request.Query(
            "",
            1,
            Map.of(TableName.EVENTS, files),
            List.of(new SqlView("names", "SELECT DISTINCT name FROM events")),
            columns,
            promoted,
            List.of(),
            List.of(EventColumns.NAME),
            ResultFormat.JSON,
            1,
            1);
    new QueryViews(request, database, open).create();
  }

  private String explain(String sql) throws SQLException {
    return database.rows("EXPLAIN " + sql, row -> row.getString(2)).getFirst();
  }
}
