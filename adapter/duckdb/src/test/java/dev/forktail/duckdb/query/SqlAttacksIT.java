package dev.forktail.duckdb.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.duckdb.TestEvents.TestEvent;
import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.query.SqlCatalog;
import dev.forktail.engine.query.SqlException;
import dev.forktail.engine.query.SqlVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What users must not do, tried with the check of the statement and without it.
final class SqlAttacksIT {
  private static final SqlCatalog CATALOG =
      new SqlCatalog(
          Set.of("events", "rollup_hour", "rollup_day"), Set.of("name", "payload"), List.of());

  @TempDir private static Path work;
  private static ChildPool pool;
  private static TestQueries queries;

  @BeforeAll
  static void open() throws IOException {
    pool = TestQueries.pool(work);
    queries =
        new TestQueries(pool, work.resolve("lake"))
            .written(
                TestEvent.of("mine", "m1", TestQueries.OPENED),
                TestEvent.of("foreign", "m2", TestQueries.OPENED).in(2));
    Files.writeString(work.resolve("secret.csv"), "treasure\n1\n");
    Files.copy(
        LakeRoot.path(queries.files().getFirst().location()), work.resolve("secret.parquet"));
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM '%s/secret.csv'",
        "SELECT * FROM \"%s/secret.csv\"",
        "SELECT * FROM '%s/secret.parquet'",
        "SELECT * FROM read_csv('%s/secret.csv')",
        "SELECT * FROM read_text('%s/secret.csv')",
        "SELECT * FROM read_blob('%s/secret.csv')",
        "SELECT * FROM read_parquet('%s/secret.parquet')",
        "SELECT * FROM parquet_scan(['%s/secret.parquet'])",
        "SELECT * FROM parquet_metadata('%s/secret.parquet')",
        "SELECT * FROM glob('%s/*')",
        "SELECT * FROM sniff_csv('%s/secret.csv')",
        "FROM '%s/secret.csv'",
        "SELECT * FROM events, '%s/secret.csv'",
        "SELECT * FROM events JOIN read_text('%s/secret.csv') ON true",
        "SELECT (SELECT content FROM read_text('%s/secret.csv'))",
        "WITH f AS (SELECT * FROM read_text('%s/secret.csv')) SELECT * FROM f",
        "WITH f AS MATERIALIZED (FROM '%s/secret.csv') SELECT * FROM f",
        "WITH \"%1$s/secret.csv\" AS (SELECT * FROM \"%1$s/secret.csv\") FROM \"%1$s/secret.csv\"",
        "SELECT 1 ORDER BY (SELECT count(*) FROM '%s/secret.csv')",
        "SELECT * FROM query('FROM read_text(''%s/secret.csv'')')",
        "SELECT * FROM query_table('%s/secret.csv')",
        "PIVOT '%s/secret.csv' ON treasure",
        "UNPIVOT '%s/secret.csv' ON treasure",
        "SUMMARIZE '%s/secret.csv'",
        "DESCRIBE '%s/secret.csv'",
        "SELECT * FROM (SUMMARIZE FROM '%s/secret.csv')",
        "SELECT getenv('%s')",
        "SELECT * FROM read_parquet('http://127.0.0.1:1/%s')",
        "COPY (SELECT 1) TO '%s/out.csv'",
        "COPY events TO '%s/out.csv'",
        "SELECT 1; COPY (SELECT 1) TO '%s/out.csv'",
        "SELECT 1) TO '%s/out.csv' --",
        "ATTACH '%s/x.db'",
        "EXPORT DATABASE '%s/out'",
        "INSTALL '%s/x.duckdb_extension'",
        "LOAD '%s/x.duckdb_extension'",
        "SET allowed_directories = ['%s']",
        "SET temp_directory = '%s'",
        "PRAGMA temp_directory = '%s'",
        "CALL enable_logging(storage_path = '%s')",
        "CREATE TABLE t AS FROM '%s/secret.csv'",
        "CREATE MACRO events() AS TABLE FROM '%s/secret.csv'",
        "PREPARE p AS FROM '%s/secret.csv'",
        "SELECT * FROM read_text(?) -- '%s'",
        "SELECT * FROM read_text($1) -- '%s'"
      })
  void whatReachesOutsideIsRefusedTwice(String attack) {
    String sql = attack.formatted(work);

    assertRefusedByGuard(sql);
    assertThatThrownBy(() -> queries.json(sql))
        .isInstanceOf(SqlException.Invalid.class)
        .message()
        .doesNotContain("treasure", work.toString());
    assertThat(work.resolve("out.csv")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM open_rows",
        "SELECT * FROM \"Open_Rows\"",
        "SELECT * FROM memory.main.events",
        "SELECT * FROM temp.events",
        "SELECT * FROM answer",
        "FROM answer SELECT *",
        "WITH a AS (SELECT * FROM open_rows) SELECT * FROM a",
        "WITH a AS (SELECT 1), b AS (SELECT * FROM answer) SELECT * FROM a",
        "SELECT * FROM events e, open_rows e2",
        "SELECT * FROM events WHERE EXISTS (FROM open_rows)",
        "SELECT sql FROM sqlite_master",
        "SELECT sql FROM duckdb_views()",
        "SELECT * FROM duckdb_views",
        "SELECT * FROM information_schema.columns",
        "SELECT * FROM pragma_storage_info('open_rows')",
        "SELECT current_setting('allowed_paths')",
        "SELECT current_query()",
        "SHOW ALL TABLES",
        "EXPLAIN SELECT * FROM events",
        "SELECT * FROM duckdb_external_file_cache()",
        "SELECT * FROM duckdb_secrets()"
      })
  void whatIsBehindTheTablesIsRefused(String sql) {
    assertRefusedByGuard(sql);
  }

  @Test
  void theFilesOfTheTableAreNotReadPastIt() {
    var file = LakeRoot.path(queries.files().getFirst().location());

    assertRefusedByGuard("SELECT * FROM '" + file + "'");
    assertRefusedByGuard("SELECT * FROM read_parquet('" + file + "')");
    assertThat(queries.files()).extracting(LakeFile::rows).first().isEqualTo(2L);
    assertThat(queries.json("SELECT name FROM events")).isEqualTo("[[\"mine\"]]");
  }

  private static void assertRefusedByGuard(String sql) {
    assertThat(new DuckDbSqlGuard(pool).check(sql, CATALOG)).isInstanceOf(SqlVerdict.Refused.class);
  }
}
