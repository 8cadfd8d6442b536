package dev.forktail.duckdb.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.duckdb.process.ChildConfig;
import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.ColumnType;
import dev.forktail.engine.facts.FactRows;
import dev.forktail.engine.query.SqlCatalog;
import dev.forktail.engine.query.SqlVerdict;
import dev.forktail.engine.query.SqlVerdict.Reason;
import dev.forktail.engine.query.SqlView;
import dev.forktail.engine.query.TimeRange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DuckDbSqlGuardIT {
  private static final Set<String> COLUMNS =
      Set.of("name", "user_id", "occurred", "properties", "context", "payload");
  private static final SqlCatalog CATALOG =
      new SqlCatalog(
          Set.of("events", "rollup_hour"),
          COLUMNS,
          List.of(
              new SqlView("buyers", "SELECT user_id, name FROM events WHERE name = 'buy' -- all"),
              new SqlView(
                  "today", "SELECT * FROM events WHERE occurred >= TIMESTAMPTZ '2026-11-22';"),
              new SqlView("names", "SELECT name FROM buyers"),
              new SqlView("prices", "SELECT Price FROM facts.Products"),
              new SqlView("wicked", "SELECT * FROM read_text('/etc/passwd')")),
          List.of(
              new FactRows(
                  "products",
                  List.of(
                      new Column(1, "id", ColumnType.STRING, false),
                      new Column(2, "price", ColumnType.DOUBLE, false))),
              new FactRows("pages", List.of(new Column(1, "slug", ColumnType.STRING, false)))));

  @TempDir private static Path work;
  private static ChildPool pool;

  @BeforeAll
  static void open() throws IOException {
    pool =
        ChildPool.open(
            new ChildConfig(
                work.resolve("duckdb"), 128L << 20, 1, 1L << 30, 1, 1, Duration.ofSeconds(60)));
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "FROM events",
        "SELECT name, count(*) FROM events GROUP BY 1 ORDER BY 2 DESC LIMIT 10",
        "WITH a AS (SELECT * FROM events), b AS (SELECT * FROM a) SELECT * FROM b JOIN a USING"
            + " (name)",
        "WITH RECURSIVE n AS (SELECT 1 i UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT * FROM"
            + " n",
        "WITH events AS (SELECT * FROM events) SELECT * FROM events",
        "SELECT properties->>'plan' FROM events WHERE occurred > now() - INTERVAL 1 DAY",
        "SELECT date_trunc('hour', start), sum(events) FROM rollup_hour GROUP BY ALL HAVING"
            + " sum(events) > 1",
        "SELECT * FROM (VALUES (1), (2)) AS t(a) UNION ALL SELECT i FROM range(3) AS r(i)",
        "SELECT row_number() OVER (PARTITION BY user_id ORDER BY occurred) FROM events QUALIFY"
            + " true",
        "SELECT CASE WHEN name LIKE 'a%' THEN 1 ELSE 2 END, name IN ('a', 'b') FROM events",
        "SELECT list_transform([1, 2], lambda x: x + 1), {'a': 1}.a, MAP {'k': 1}['k']",
        "SELECT name::VARCHAR, CAST('1.5' AS DECIMAL(10, 2)), TRY_CAST('x' AS INTEGER) FROM events",
        "SELECT EXISTS (SELECT 1 FROM events e WHERE e.user_id = b.user_id) FROM buyers b",
        "SELECT count(*) FILTER (WHERE name = 'buy'), quantile_cont(1, 0.5) FROM events",
        "SELECT DISTINCT ON (name) name FROM events ORDER BY name, occurred",
        "SELECT coalesce(user_id, 'x'), nullif(name, ''), extract(hour FROM occurred) FROM events",
        "SELECT EXTRACT('dow' FROM occurred), name || 'x', 5 % 2, -1, NOT true FROM events;",
        "SELECT count(*) FROM events GROUP BY GROUPING SETS ((name), ())",
        "SELECT name FROM EVENTS EXCEPT SELECT 'a' -- a comment",
        "SELECT u FROM events, unnest([1, 2]) AS t(u)"
      })
  void whatPeopleAskIsAllowed(String sql) {
    assertThat(check(sql)).isInstanceOf(SqlVerdict.Allowed.class);
  }

  @Test
  void aViewIsReadWithAllThatItReads() {
    assertThat(check("SELECT count(*) FROM names"))
        .isEqualTo(
            new SqlVerdict.Allowed(
                Set.of("events"),
                Set.of("names", "buyers"),
                Set.of("name", "user_id"),
                TimeRange.ALWAYS));
    assertThat(check("WITH names AS (SELECT 1) SELECT * FROM names"))
        .isEqualTo(new SqlVerdict.Allowed(Set.of(), Set.of()));
  }

  @Test
  void factsAreReadWithTheColumnsThatAreMentioned() {
    assertThat(facts("SELECT sum(price) FROM facts.products"))
        .isEqualTo(Map.of("products", Set.of("price")));
    assertThat(facts("SELECT p.price FROM events e JOIN facts.products AS p ON p.ID = e.name"))
        .isEqualTo(Map.of("products", Set.of("price", "id")));
    assertThat(facts("SELECT * FROM prices, events")).containsOnlyKeys("products");
    assertThat(facts("SELECT count(*) FROM FACTS.pages")).isEqualTo(Map.of("pages", Set.of()));
    for (var whole :
        List.of(
            "SELECT * FROM facts.products",
            "SELECT p FROM facts.products p",
            "SELECT products FROM facts.products")) {
      assertThat(facts(whole).get("products")).as(whole).contains("id", "price");
    }
  }

  private static Map<String, Set<String>> facts(String sql) {
    return ((SqlVerdict.Allowed) check(sql)).facts();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM products",
        "SELECT * FROM facts.secrets",
        "SELECT * FROM other.facts.products",
        "SELECT * FROM facts.events",
        "WITH products AS (SELECT 1) SELECT * FROM facts.project"
      })
  void whatIsNoFactIsRefused(String sql) {
    assertThat(check(sql))
        .isInstanceOfSatisfying(
            SqlVerdict.Refused.class,
            refused -> assertThat(refused.message()).contains("facts.pages, facts.products"));
  }

  @Test
  void aViewOfALaterTimeNeedsNoFilesFromBefore() {
    var since = Instant.parse("2026-11-22T00:00:00Z");

    assertThat(check("SELECT name FROM today"))
        .isInstanceOfSatisfying(
            SqlVerdict.Allowed.class,
            allowed -> assertThat(allowed.range()).isEqualTo(new TimeRange(since, Instant.MAX)));
    assertThat(check("SELECT name FROM today UNION ALL SELECT name FROM names"))
        .isInstanceOfSatisfying(
            SqlVerdict.Allowed.class,
            allowed -> assertThat(allowed.range()).isEqualTo(TimeRange.ALWAYS));
  }

  @Test
  void aViewMayNotDoWhatAStatementMayNot() {
    assertThat(check("SELECT * FROM wicked"))
        .isInstanceOfSatisfying(
            SqlVerdict.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.FUNCTION));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SYNTAX    | SELEC 1",
        "SYNTAX    | SELECT * FROM",
        "STATEMENT | SELECT 1; SELECT 2",
        "STATEMENT | ",
        "STATEMENT | -- nothing",
        "STATEMENT | COPY (SELECT 1) TO '/tmp/x'",
        "STATEMENT | COPY events TO '/tmp/x'",
        "STATEMENT | ATTACH '/tmp/x.db'",
        "STATEMENT | INSTALL httpfs",
        "STATEMENT | LOAD '/tmp/x.so'",
        "STATEMENT | SET memory_limit = '1TB'",
        "STATEMENT | RESET allowed_paths",
        "STATEMENT | PRAGMA database_list",
        "STATEMENT | CALL duckdb_settings()",
        "STATEMENT | CREATE TABLE t AS SELECT 1",
        "STATEMENT | CREATE MACRO f() AS 1",
        "STATEMENT | INSERT INTO events VALUES (1)",
        "STATEMENT | DROP VIEW events",
        "STATEMENT | EXPLAIN ANALYZE SELECT 1",
        "STATEMENT | EXPORT DATABASE '/tmp/x'",
        "STATEMENT | PREPARE p AS SELECT 1",
        "STATEMENT | SELECT 1; DROP VIEW events",
        "TABLE     | SELECT * FROM '/etc/passwd'",
        "TABLE     | SELECT * FROM 'lake/events/data/x.parquet'",
        "TABLE     | SELECT * FROM duckdb_settings",
        "TABLE     | SELECT * FROM information_schema.tables",
        "TABLE     | SELECT * FROM main.events",
        "TABLE     | SELECT * FROM system.main.duckdb_settings",
        "TABLE     | SELECT * FROM sqlite_master",
        "TABLE     | SELECT * FROM pg_catalog.pg_class",
        "TABLE     | SELECT * FROM (WITH duckdb_views AS (SELECT 1) SELECT * FROM duckdb_views) a,"
            + " duckdb_views",
        "TABLE     | WITH a AS (SELECT * FROM b), b AS (SELECT 1) SELECT * FROM a",
        "TABLE     | WITH sqlite_master AS (SELECT * FROM sqlite_master) SELECT * FROM"
            + " sqlite_master",
        "TABLE     | SELECT (SELECT max(sql) FROM sqlite_master)",
        "TABLE     | SELECT * FROM events JOIN (SELECT * FROM on_time) USING (name)",
        "TABLE     | SELECT 1 ORDER BY (SELECT count(*) FROM 'x.csv')",
        "TABLE     | SELECT 1 LIMIT (SELECT count(*) FROM 'x.csv')",
        "FUNCTION  | SELECT * FROM read_parquet('x')",
        "FUNCTION  | SELECT * FROM read_csv('/etc/passwd')",
        "FUNCTION  | SELECT * FROM read_text('/etc/passwd')",
        "FUNCTION  | SELECT * FROM read_blob('/etc/passwd')",
        "FUNCTION  | SELECT * FROM glob('/*')",
        "FUNCTION  | SELECT * FROM duckdb_settings()",
        "FUNCTION  | SELECT * FROM pragma_database_list()",
        "FUNCTION  | SELECT * FROM query('SELECT 1')",
        "FUNCTION  | SELECT * FROM query_table('events')",
        "FUNCTION  | SELECT * FROM parquet_metadata('x')",
        "FUNCTION  | SELECT * FROM json_execute_serialized_sql('{}')",
        "FUNCTION  | SELECT * FROM events, LATERAL (SELECT * FROM read_text(name))",
        "FUNCTION  | SELECT getenv('HOME')",
        "FUNCTION  | SELECT current_setting('allowed_paths')",
        "FUNCTION  | SELECT version()",
        "FUNCTION  | SELECT sleep_ms(1000000)",
        "FUNCTION  | SELECT pg_sleep(1000)",
        "FUNCTION  | SELECT write_log('x')",
        "FUNCTION  | SELECT getvariable('x')",
        "FUNCTION  | SELECT nextval('s')",
        "FUNCTION  | SELECT system.main.abs(1)",
        "FUNCTION  | SELECT pg_catalog.format('x')",
        "FUNCTION  | SELECT \"getenv\"('HOME')",
        "FUNCTION  | SELECT 'HOME'.getenv()",
        "FUNCTION  | SELECT [getenv(x) FOR x IN ['HOME']]",
        "FUNCTION  | SELECT count(*) FILTER (WHERE getenv('x') = '') FROM events",
        "FUNCTION  | SELECT sum(1) OVER (ORDER BY getenv('x')) FROM events",
        "FUNCTION  | SELECT 1 GROUP BY getenv('x')",
        "FUNCTION  | SELECT * REPLACE (getenv('x') AS name) FROM events",
        "FUNCTION  | VALUES (getenv('x'))",
        "FUNCTION  | WITH a AS (SELECT getenv('x')) SELECT 1",
        "CONSTRUCT | SELECT $1",
        "CONSTRUCT | SELECT ?",
        "CONSTRUCT | SHOW TABLES",
        "CONSTRUCT | DESCRIBE events",
        "CONSTRUCT | SUMMARIZE '/etc/passwd'",
        "CONSTRUCT | WITH \"/etc/passwd\" AS (SELECT 1) SELECT 1"
      })
  void whatReachesOutsideIsRefused(Reason reason, String sql) {
    assertThat(check(sql == null ? "" : sql))
        .isInstanceOfSatisfying(
            SqlVerdict.Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(reason);
              assertThat(refused.message()).isNotBlank();
            });
  }

  @Test
  void aRefusalSaysWhatIsThere() {
    assertThat(check("SELECT * FROM event"))
        .isInstanceOfSatisfying(
            SqlVerdict.Refused.class,
            refused ->
                assertThat(refused.message())
                    .isEqualTo(
                        "There is no table event; there are: buyers, events, facts.pages,"
                            + " facts.products, names, prices, rollup_hour, today, wicked"));
  }

  @Test
  void whatIsTooLongOrTooDeepIsRefused() {
    assertThat(check("SELECT '" + "x".repeat(70_000) + "'"))
        .isInstanceOfSatisfying(
            SqlVerdict.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.TOO_LARGE));
    assertThat(check("SELECT " + "(".repeat(20_000) + "1" + ")".repeat(20_000)))
        .isInstanceOf(SqlVerdict.Refused.class);
    assertThat(check("SELECT 1" + " + 1".repeat(10_000))).isInstanceOf(SqlVerdict.Refused.class);
    assertThat(check("SELECT 1")).isInstanceOf(SqlVerdict.Allowed.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "count(*) FROM events                                    | ",
        "name, count(*) FROM events GROUP BY 1                   | name",
        "e.NAME FROM events e WHERE e.user_id = 'u'              | name user_id",
        "properties->>'x' FROM events                            | properties",
        "properties.x FROM events                                | properties",
        "1 FROM events a JOIN events b USING (user_id)           | user_id",
        "1 FROM events ORDER BY occurred                         | occurred",
        "x FROM (SELECT name AS x FROM events)                   | name"
      })
  void theColumnsThatAreReadAreTold(String rest, String columns) {
    assertThat(check("SELECT " + rest))
        .isInstanceOfSatisfying(
            SqlVerdict.Allowed.class,
            allowed ->
                assertThat(allowed.eventColumns())
                    .isEqualTo(columns == null ? Set.of() : Set.of(columns.split(" "))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM events",
        "SELECT e FROM events e",
        "SELECT events FROM events",
        "SELECT COLUMNS('na.*') FROM events",
        "SELECT 1 FROM events NATURAL JOIN buyers",
        "FROM events ORDER BY #1",
        "SELECT * EXCLUDE (payload) FROM events"
      })
  void whatMayBeAWholeRowStandsForAllColumns(String sql) {
    assertThat(check(sql))
        .isInstanceOfSatisfying(
            SqlVerdict.Allowed.class,
            allowed -> assertThat(allowed.eventColumns()).isEqualTo(COLUMNS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "events WHERE occurred >= '2026-11-22'                                 ; 22T00 ; ",
        "events WHERE occurred > TIMESTAMPTZ '2026-11-22 02:00:00+01'          ; 22T01 ; ",
        "events WHERE occurred < '2026-11-22 05:00:00'::TIMESTAMP              ; ; 22T05",
        "events e WHERE E.OCCURRED < DATE '2026-11-23'                         ; ; 23T00",
        "events WHERE '2026-11-22' <= occurred AND '2026-11-23' > occurred     ; 22T00 ; 23T00",
        "events WHERE (occurred >= '2026-11-22' AND name = 'x') AND user_id IN ('a') ; 22T00 ; ",
        "events WHERE occurred >= '2026-11-21' AND occurred >= '2026-11-22'    ; 22T00 ; ",
        "(SELECT * FROM events WHERE occurred >= '2026-11-22') JOIN rollup_hour USING (name) ;"
            + " 22T00 ; ",
        "rollup_hour WHERE name IN (SELECT name FROM events WHERE occurred < '2026-11-22') ; ;"
            + " 22T00",
        "events WHERE occurred >= '2026-11-22' GROUP BY ALL HAVING occurred < '2026-11-23' ;"
            + " 22T00 ; ",
      })
  void theTimeThatIsReadIsTold(String rest, String from, String to) {
    assertThat(range(rest))
        .isEqualTo(new TimeRange(hour(from, Instant.MIN), hour(to, Instant.MAX)));
  }

  @Test
  void theLastMomentOfARangeIsInIt() {
    var end = Instant.parse("2026-11-22T00:00:00.000001Z");

    assertThat(range("events WHERE occurred <= '2026-11-22'").to()).isEqualTo(end);
    assertThat(range("events WHERE occurred = '2026-11-22'"))
        .isEqualTo(new TimeRange(end.minusNanos(1_000), end));
    assertThat(range("events WHERE occurred BETWEEN '2026-11-21' AND '2026-11-22'"))
        .isEqualTo(new TimeRange(Instant.parse("2026-11-21T00:00:00Z"), end));
  }

  @Test
  void nowLessAnIntervalIsABeginningButNoEnd() {
    var before = Instant.now();
    var range =
        range("events WHERE occurred > now() - INTERVAL 2 HOURS AND occurred < now() - to_days(1)");

    assertThat(range.from())
        .isBetween(before.minusSeconds(7_201), Instant.now().minusSeconds(7_199));
    assertThat(range.to()).isEqualTo(Instant.MAX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "events",
        "events WHERE occurred >= '2026-11-22' OR name = 'x'",
        "events WHERE NOT (occurred >= '2026-11-22')",
        "events WHERE occurred <> '2026-11-22'",
        "events WHERE occurred IS DISTINCT FROM '2026-11-22'",
        "events WHERE occurred NOT BETWEEN '2026-11-21' AND '2026-11-22'",
        "events WHERE (occurred >= '2026-11-22') IS NULL",
        "events WHERE CASE WHEN true THEN true ELSE occurred > '2026-11-22' END",
        "events WHERE occurred > 'yesterday'",
        "events WHERE occurred > 'infinity'",
        "events WHERE occurred::DATE = '2026-11-22'",
        "events WHERE occurred > (SELECT TIMESTAMPTZ '2026-11-22')",
        "events WHERE occurred >= name::TIMESTAMPTZ",
        "events WHERE x.occurred > '2026-11-22'",
        "events e(occurred) WHERE occurred > '2026-11-22'",
        "events a, events b WHERE a.occurred > '2026-11-22'",
        "events LEFT JOIN buyers USING (name) WHERE occurred > '2026-11-22'",
        "buyers b LEFT JOIN events e ON e.occurred > '2026-11-22'",
        "(FROM events) WHERE occurred > '2026-11-22'",
        "(FROM events WHERE occurred > '2026-11-22') UNION ALL FROM events",
        "events WHERE occurred > '2026-11-22' AND EXISTS (FROM events)"
      })
  void whatMayReadAllTimesIsToldToDoSo(String rest) {
    assertThat(range(rest)).isEqualTo(TimeRange.ALWAYS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT received AS occurred FROM events WHERE occurred > '2026-11-22'",
        "WITH events AS (SELECT * FROM events) SELECT * FROM events WHERE occurred > '2026-11-22'",
        "WITH e AS (SELECT * FROM events) SELECT * FROM e WHERE occurred > '2026-11-22'",
        "SELECT * FROM events QUALIFY occurred > '2026-11-22'",
        "SELECT count(*) FILTER (WHERE occurred > '2026-11-22') FROM events"
      })
  void otherNamesAndConditionsDoNotNarrowTheTime(String sql) {
    assertThat(check(sql))
        .isInstanceOfSatisfying(
            SqlVerdict.Allowed.class,
            allowed -> assertThat(allowed.range()).isEqualTo(TimeRange.ALWAYS));
  }

  private static TimeRange range(String rest) {
    var verdict = check("SELECT 1 FROM " + rest);
    assertThat(verdict).isInstanceOf(SqlVerdict.Allowed.class);
    return ((SqlVerdict.Allowed) verdict).range();
  }

  private static Instant hour(@Nullable String dayAndHour, Instant otherwise) {
    return dayAndHour == null ? otherwise : Instant.parse("2026-11-" + dayAndHour + ":00:00Z");
  }

  private static SqlVerdict check(String sql) {
    return new DuckDbSqlGuard(pool).check(sql, CATALOG);
  }
}
