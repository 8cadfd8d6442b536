package dev.forktail.duckdb.query;

import static dev.forktail.duckdb.query.TestQueries.LIMIT;
import static dev.forktail.duckdb.query.TestQueries.LIMITS;
import static dev.forktail.duckdb.query.TestQueries.OPENED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.duckdb.TestEvents;
import dev.forktail.duckdb.TestEvents.TestEvent;
import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.ColumnType;
import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.PromotedColumn;
import dev.forktail.engine.export.RowSource;
import dev.forktail.engine.facts.FactRows;
import dev.forktail.engine.query.ResultFormat;
import dev.forktail.engine.query.SessionsView;
import dev.forktail.engine.query.SqlEngine.Run;
import dev.forktail.engine.query.SqlException;
import dev.forktail.engine.query.SqlLimits;
import dev.forktail.engine.query.SqlOutcome.ResultColumn;
import dev.forktail.engine.query.SqlView;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DuckDbSqlEngineIT {
  private static final String ENDLESS =
      "SELECT count(*) FROM range(10000000000) a WHERE a.range % 7 = 8";

  @TempDir private static Path work;
  private static ChildPool pool;

  @TempDir private Path lake;

  @BeforeAll
  static void open() throws IOException {
    pool = TestQueries.pool(work);
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  @Test
  void filesAndOpenRowsAreOneTable() {
    var queries =
        queries()
            .written(buy("m1"), buy("m2"), TestEvent.of("pay", "m3", OPENED))
            .written(buy("m4"))
            .open(buy("m5"), TestEvent.of("see", "m6", OPENED));

    assertThat(queries.json("SELECT name, count(*) FROM events GROUP BY 1 ORDER BY 1"))
        .isEqualTo("[[\"buy\",4],[\"pay\",1],[\"see\",1]]");
  }

  @Test
  void eventsOfOtherProjectsAreNotThere() {
    var queries = queries().written(buy("m1"), buy("m2").in(2), buy("m3").in(3));

    assertThat(queries.json("SELECT message_id FROM events")).isEqualTo("[[\"m1\"]]");
    assertThat(queries.json("SELECT events FROM rollup_hour")).isEqualTo("[[1]]");
    assertThatThrownBy(() -> queries.json("SELECT project FROM events"))
        .isInstanceOf(SqlException.Invalid.class);
  }

  @Test
  void withoutAnyEventTablesAreEmpty() {
    assertThat(queries().json("SELECT * FROM events")).isEqualTo("[]");
    assertThat(queries().json("SELECT count(*), sum(events) FROM rollup_day"))
        .isEqualTo("[[0,null]]");
  }

  @Test
  void eventsShowTheirColumnsAndThePartsOfThePayload() {
    var queries =
        queries()
            .promoted(property("plan", ColumnType.STRING))
            .open(
                buy("m1")
                    .withPayload("{\"properties\":{\"plan\":\"x\"},\"context\":{\"ip\":\"::1\"}}"));
    var outcome =
        new DuckDbSqlEngine(pool)
            .run(
                queries.run("SELECT * FROM events", ResultFormat.JSON, LIMITS),
                OutputStream.nullOutputStream());

    assertThat(outcome.columns().stream().map(ResultColumn::name))
        .containsExactly(
            "name",
            "type",
            "message_id",
            "user_id",
            "anonymous_id",
            "session_id",
            "occurred",
            "received",
            "source",
            "slice",
            "lane",
            "sequence",
            "payload",
            "occurred_clamped",
            "browser",
            "browser_version",
            "os",
            "device",
            "bot",
            "country",
            "region",
            "ip",
            "referrer",
            "channel",
            "utm_source",
            "utm_medium",
            "utm_campaign",
            "utm_term",
            "utm_content",
            "host",
            "path",
            "screen_width",
            "screen_height",
            "locale",
            "library",
            "library_version",
            "properties",
            "context",
            "plan");
    assertThat(outcome.rows()).isEqualTo(1);
    assertThat(outcome.openRows()).isEqualTo(1);
    assertThat(queries.json("SELECT properties, context->>'ip', plan, properties.plan FROM events"))
        .isEqualTo("[[{\"plan\":\"x\"},\"::1\",\"x\",\"x\"]]");
  }

  @Test
  void aPayloadThatDuckDbCannotReadHasNoProperties() {
    var queries = queries().written(buy("m1").withPayload("{\"properties\":{\"a\":\"\\ud800\"}}"));

    assertThat(queries.json("SELECT message_id, properties FROM events"))
        .isEqualTo("[[\"m1\",null]]");
  }

  @Test
  void columnsThatWereNotCopiedAreAbsentInOpenRows() {
    var queries =
        queries().written(buy("m1")).open(names("see", "see"), List.of(EventColumns.NAME));

    assertThat(
            queries.json(
                "SELECT name, count(*), count(occurred), count(properties), count(lane) FROM events"
                    + " GROUP BY 1 ORDER BY 1"))
        .isEqualTo("[[\"buy\",1,1,1,1],[\"see\",2,0,0,0]]");
  }

  @Test
  void openRowsWithoutColumnsAreCounted() {
    var queries = queries().written(buy("m1")).open(names(0, "a", "b", "c"), List.of());

    assertThat(queries.json("SELECT count(*) FROM events")).isEqualTo("[[4]]");
  }

  @Test
  void aPromotedPropertyIsFoundWhereverItIs() {
    var queries =
        queries()
            .written(event("m1", "{\"plan\":\"a\",\"size\":1}"))
            .promoted(property("plan", ColumnType.STRING))
            .written(event("m2", "{\"plan\":\"b\",\"size\":2}"))
            .promoted(property("size", ColumnType.LONG), property("plan", ColumnType.STRING))
            .written(event("m3", "{\"plan\":\"c\",\"size\":3}"), event("m4", "{\"size\":\"x\"}"))
            .open(event("m5", "{\"plan\":\"d\",\"size\":5}"));

    assertThat(queries.json("SELECT message_id, plan, size FROM events ORDER BY 1"))
        .isEqualTo(
            "[[\"m1\",\"a\",1],[\"m2\",\"b\",2],[\"m3\",\"c\",3],[\"m4\",null,null],"
                + "[\"m5\",\"d\",5]]");
    assertThat(queries.json("SELECT count(*) FROM events WHERE name = 'buy'")).isEqualTo("[[5]]");
    assertThat(queries.json("SELECT columns('(message|plan|size)') FROM events WHERE size = 2"))
        .isEqualTo("[[\"m2\",2,\"b\"]]");
  }

  @Test
  void whatIsKnownOfVisitorsIsAbsentInFilesFromBeforeThat() throws SQLException {
    var queries =
        queries().written(buy("m1")).writtenBefore(buy("m2")).open(buy("m3"), buy("m4").by(null));

    assertThat(queries.json("SELECT message_id, browser, browser_version FROM events ORDER BY 1"))
        .isEqualTo(
            "[[\"m1\",\"Chrome\",142],[\"m2\",null,null],[\"m3\",\"Chrome\",142],"
                + "[\"m4\",null,null]]");
    assertThat(queries.json("SELECT count(*) FROM events WHERE browser = 'Chrome'"))
        .isEqualTo("[[2]]");
    assertThat(queries.json("SELECT count(columns(*)) FROM events")).startsWith("[[4,4,4,");
  }

  @Test
  void aPropertyOfTheSameNameFromBeforeKeepsIt() {
    var queries =
        queries()
            .promoted(property("browser", ColumnType.STRING))
            .written(event("m1", "{\"browser\":\"Nest\"}"))
            .open(event("m2", "{\"browser\":\"Twig\"}"));

    assertThat(queries.json("SELECT message_id, browser, browser_version FROM events ORDER BY 1"))
        .isEqualTo("[[\"m1\",\"Nest\",142],[\"m2\",\"Twig\",142]]");
  }

  @Test
  void aSessionEndsWithHalfAnHourOfSilence() {
    var queries =
        queries()
            .views(SessionsView.VIEW)
            .written(at("m1", 0), at("m3", 60), at("m5", 200).by("other"))
            .open(at("m2", 30), at("m4", 91), at("m6", 92), at("m7", 0).by(null));

    assertThat(
            queries.json(
                "SELECT person, events, (epoch(ended) - epoch(began))::INTEGER, browser FROM"
                    + " sessions ORDER BY person, began"))
        .isEqualTo(
            "[[\"a1\",1,0,null],[\"other\",1,0,\"Chrome\"],[\"u1\",3,3600,\"Chrome\"],"
                + "[\"u1\",2,60,\"Chrome\"]]");
    assertThat(queries.json("SELECT count(DISTINCT session) FROM sessions")).isEqualTo("[[4]]");
  }

  private static TestEvent at(String messageId, int minutes) {
    return TestEvent.of("buy", messageId, OPENED.plusSeconds(60L * minutes));
  }

  @Test
  void eventsJoinWithFacts() {
    var queries =
        queries()
            .written(buy("m1"))
            .open(TestEvent.of("see", "m2", OPENED))
            .facts(
                new FactRows(
                    "products",
                    List.of(
                        new Column(1, "Name", ColumnType.STRING, false),
                        new Column(2, "price", ColumnType.DOUBLE, false))),
                new Object[] {"buy", 1.5},
                new Object[] {"c", 2.5})
            .facts(
                new FactRows("pages", List.of(new Column(1, "number", ColumnType.LONG, false))),
                new Object[] {7L});

    assertThat(
            queries.text(
                "SELECT e.name, p.price, (SELECT max(number) FROM facts.pages) AS n FROM events e"
                    + " LEFT JOIN facts.products p ON p.name = e.name ORDER BY 1",
                ResultFormat.CSV))
        .isEqualTo("name,price,n\r\nbuy,1.5,7\r\nsee,,7\r\n");
  }

  @Test
  void rollupsAddUpFilesAndOpenRows() {
    var later = TestEvent.of("buy", "m4", OPENED.plusSeconds(3_600));
    var queries = queries().written(buy("m1"), buy("m2")).written(buy("m3")).open(later);

    assertThat(queries.json("SELECT * FROM rollup_hour ORDER BY start"))
        .isEqualTo(
            "[[\"buy\",\"web\",\"2026-11-22T10:00:00.000000Z\",3],"
                + "[\"buy\",\"web\",\"2026-11-22T11:00:00.000000Z\",1]]");
    assertThat(queries.json("SELECT start, events FROM rollup_day"))
        .isEqualTo("[[\"2026-11-22T00:00:00.000000Z\",4]]");
  }

  @Test
  void aResultIsCutAfterAsManyRowsAsAreWanted() {
    for (var format : ResultFormat.values()) {
      for (long rowsMax : List.of(9L, 10L, 30_000L)) {
        var limits = new SqlLimits(LIMIT, rowsMax, 1L << 30);
        var sql = "SELECT range FROM range(" + (rowsMax + 1) + ")";
        var outcome =
            new DuckDbSqlEngine(pool)
                .run(queries().run(sql, format, limits), OutputStream.nullOutputStream());

        assertThat(outcome.rows()).isEqualTo(rowsMax);
        assertThat(outcome.truncated()).isTrue();
      }
      var exact = new SqlLimits(LIMIT, 10, 1L << 30);
      assertThat(
              new DuckDbSqlEngine(pool)
                  .run(
                      queries().run("SELECT * FROM range(10)", format, exact),
                      OutputStream.nullOutputStream())
                  .truncated())
          .isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(ResultFormat.class)
  void aResultThatIsTooLongIsRefused(ResultFormat format) {
    var limits = new SqlLimits(LIMIT, 10_000_000, 1_000_000);

    assertThatThrownBy(() -> run("SELECT uuid(), range FROM range(2000000)", format, limits))
        .isInstanceOf(SqlException.TooExpensive.class)
        .hasMessageContaining("1000000 bytes");
  }

  @Test
  void whatTakesTooLongIsStopped() {
    var limits = new SqlLimits(Duration.ofSeconds(1), 10, 1_000);

    assertThatThrownBy(() -> run(ENDLESS, ResultFormat.JSON, limits))
        .isInstanceOf(SqlException.TooExpensive.class)
        .hasMessageContaining("within 1 s");
    assertThat(queries().json("SELECT 1")).isEqualTo("[[1]]");
  }

  @Test
  void whatNeedsTooMuchMemoryIsStopped() {
    assertThatThrownBy(
            () -> queries().json("SELECT list(repeat('x', 1000) || range) FROM range(1000000)"))
        .isInstanceOf(SqlException.TooExpensive.class)
        .hasMessageContaining("needs more memory");
    assertThat(queries().json("SELECT 1")).isEqualTo("[[1]]");
  }

  @Test
  void aMistakeIsExplainedWithoutOurOwnNames() {
    var queries = queries().written(buy("m1"));

    assertThatThrownBy(() -> queries.json("SELECT nome FROM events"))
        .isInstanceOf(SqlException.Invalid.class)
        .hasMessageStartingWith("Binder Error: Referenced column \"nome\" not found")
        .message()
        .doesNotContain("LINE", "answer", "parquet", "/");
    assertThatThrownBy(() -> queries.json("SELECT name::INTEGER FROM events"))
        .isInstanceOf(SqlException.Invalid.class)
        .hasMessageStartingWith("Conversion Error: ")
        .message()
        .doesNotContain("LINE", "answer", "parquet", "/");
  }

  @Test
  void aMissingFileIsNotTheFaultOfTheStatement() throws IOException {
    var queries = queries().written(buy("m1"));
    for (var file : queries.files()) {
      Files.delete(LakeRoot.path(file.location()));
    }

    assertThatThrownBy(() -> queries.json("SELECT count(*) FROM events"))
        .isInstanceOf(SqlException.Unavailable.class)
        .message()
        .doesNotContain(lake.toString());
  }

  @Test
  void openRowsThatCannotBeReadAreNotTheFaultOfTheStatement() {
    var queries =
        queries()
            .open(
                _ -> {
                  throw new IOException("The database is away");
                },
                List.of(EventColumns.NAME));

    assertThatThrownBy(() -> queries.json("SELECT count(*) FROM events"))
        .isInstanceOf(SqlException.Unavailable.class)
        .hasMessageContaining("The database is away");
  }

  @Test
  void aRollupNeedsItsColumnsOfTheOpenRows() {
    var run =
        queries()
            .open(names("a"), List.of(EventColumns.NAME))
            .run("SELECT 1", ResultFormat.JSON, LIMITS);
    var tables = queries().run("SELECT 1", ResultFormat.JSON, LIMITS).tables();
    var wrong =
        new Run(
            run.sql(),
            run.project(),
            tables,
            run.views(),
            run.eventColumns(),
            run.promoted(),
            run.facts(),
            run.openColumns(),
            run.rows(),
            run.format(),
            run.limits());

    assertThatThrownBy(() -> new DuckDbSqlEngine(pool).run(wrong, OutputStream.nullOutputStream()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aViewIsReadLikeATable() {
    var queries =
        queries()
            .open(names("a", "b", "a"), List.of(EventColumns.NAME))
            .views(
                new SqlView("counts", "SELECT name, count(*) AS n FROM events GROUP BY 1;"),
                new SqlView("most", "SELECT name FROM counts ORDER BY n DESC LIMIT 1 -- one"));

    assertThat(queries.json("SELECT c.name, n FROM counts c JOIN most USING (name)"))
        .isEqualTo("[[\"a\",2]]");
  }

  @Test
  void aStatementWithoutTablesNeedsNoRows() {
    var run = queries().run("SELECT 1", ResultFormat.JSON, LIMITS);
    var without =
        new Run(
            run.sql(),
            run.project(),
            List.of(),
            List.of(),
            Set.of(),
            List.of(),
            List.of(),
            List.of(),
            _ -> {},
            run.format(),
            run.limits());

    assertThat(new DuckDbSqlEngine(pool).run(without, OutputStream.nullOutputStream()).openRows())
        .isZero();
  }

  @Test
  void anInterruptEndsTheStatementAndTheNextOneRuns() throws Exception {
    var begun = new CountDownLatch(1);
    var thrown = new AtomicReference<Throwable>();
    var queries =
        queries()
            .open(
                out -> {
                  names("a").copyTo(out);
                  begun.countDown();
                },
                List.of(EventColumns.NAME));
    var caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    queries.json(ENDLESS);
                  } catch (SqlException e) {
                    thrown.set(e);
                  }
                });
    begun.await();
    caller.interrupt();
    caller.join();

    assertThat(thrown.get()).isInstanceOf(SqlException.Cancelled.class);
    assertThat(queries().json("SELECT 1")).isEqualTo("[[1]]");
  }

  @Test
  void aKilledChildIsNotTheFaultOfTheStatement() {
    var queries =
        queries()
            .open(
                out -> {
                  names("a").copyTo(out);
                  onlyChild().destroyForcibly();
                },
                List.of(EventColumns.NAME));

    assertThatThrownBy(() -> queries.json(ENDLESS)).isInstanceOf(SqlException.Unavailable.class);
    assertThat(queries().json("SELECT 1")).isEqualTo("[[1]]");
  }

  @Test
  void aResultThatNobodyTakesEndsTheStatement() {
    var run = queries().run("SELECT * FROM range(1000000)", ResultFormat.CSV, LIMITS);
    var closed =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("closed");
          }
        };

    assertThatThrownBy(() -> new DuckDbSqlEngine(pool).run(run, closed))
        .isInstanceOf(SqlException.Cancelled.class);
  }

  private TestQueries queries() {
    return new TestQueries(pool, lake);
  }

  private void run(String sql, ResultFormat format, SqlLimits limits) {
    new DuckDbSqlEngine(pool)
        .run(queries().run(sql, format, limits), OutputStream.nullOutputStream());
  }

  private static TestEvent buy(String id) {
    return TestEvent.of("buy", id, OPENED);
  }

  private static TestEvent event(String id, String properties) {
    return buy(id).withPayload("{\"properties\":" + properties + "}");
  }

  private static PromotedColumn property(String name, ColumnType type) {
    return new PromotedColumn(
        new Column(type == ColumnType.LONG ? 1_001 : 1_000, name, type, false),
        "$.properties." + name);
  }

  private static RowSource names(String... names) {
    return names(1, names);
  }

  /// Rows with a name, or with no column.
  private static RowSource names(int columns, String... names) {
    return raw -> {
      var out = new DataOutputStream(raw);
      TestEvents.begin(out);
      for (String name : names) {
        out.writeShort(columns);
        if (columns > 0) {
          out.writeInt(name.length());
          out.writeBytes(name);
        }
      }
      out.writeShort(-1);
    };
  }

  private static ProcessHandle onlyChild() {
    return ProcessHandle.current()
        .children()
        .filter(ProcessHandle::isAlive)
        .findFirst()
        .orElseThrow();
  }
}
