package dev.forktail.duckdb.lake;

import static dev.forktail.engine.export.TableName.EVENTS;
import static dev.forktail.engine.export.TableName.ROLLUP_DAY;
import static dev.forktail.engine.export.TableName.ROLLUP_HOUR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.duckdb.TestEvents;
import dev.forktail.duckdb.TestEvents.TestEvent;
import dev.forktail.duckdb.process.ChildConfig;
import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.ColumnType;
import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.PromotedColumn;
import dev.forktail.engine.export.PropertyDeclaration;
import dev.forktail.engine.export.PropertySource;
import dev.forktail.engine.export.SealedSlice;
import dev.forktail.engine.export.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DuckDbSliceWriterIT {
  private static final Instant OPENED = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private static Path work;
  private static ChildPool pool;

  @TempDir private Path lake;

  @BeforeAll
  static void open() throws IOException {
    pool =
        ChildPool.open(
            new ChildConfig(work.resolve("duckdb"), 128L << 20, 1, 1L << 30, 1, 1, LIMIT));
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  @Test
  void everyRowIsInOneFileSortedAndWithItsFieldIds() throws SQLException {
    var files =
        write(
            TestEvent.of("pay", "m1", OPENED),
            TestEvent.of("buy", "m2", OPENED.plusSeconds(2)),
            TestEvent.of("buy", "m3", OPENED.plusSeconds(1)));

    var file = only(files, EVENTS);
    assertThat(file.rows()).isEqualTo(3);
    assertThat(query("SELECT message_id FROM read_parquet('%s')", file))
        .containsExactly("m3", "m2", "m1");
    assertThat(query("SELECT name || field_id FROM parquet_schema('%s') WHERE type != ''", file))
        .containsExactlyElementsOf(
            EventColumns.ALL.stream().map(column -> column.name() + column.fieldId()).toList());
    assertThat(query("SELECT occurred::VARCHAR FROM read_parquet('%s') LIMIT 1", file))
        .first()
        .asString()
        .startsWith("2026-11-22");
  }

  @Test
  void boundsAndCountsOfColumnsAreTold() throws SQLException {
    var file =
        only(
            write(
                TestEvent.of("buy", "m1", OPENED.plusNanos(5_000)).by(null),
                TestEvent.of("x".repeat(100), "m2", OPENED.plusSeconds(1))),
            EVENTS);

    var name = file.find(EventColumns.NAME.fieldId()).orElseThrow();
    assertThat(name.lower()).isEqualTo("buy");
    assertThat(name.upper()).isNull();
    assertThat(file.from()).isEqualTo(OPENED.plusNanos(5_000));
    assertThat(file.to()).isEqualTo(OPENED.plusSeconds(1));
    var user = file.find(EventColumns.USER_ID.fieldId()).orElseThrow();
    assertThat(user.nulls()).isEqualTo(1);
    assertThat(user.values()).isEqualTo(2);
    var payload = file.find(EventColumns.PAYLOAD.fieldId()).orElseThrow();
    assertThat(payload.lower()).isNull();
    assertThat(payload.upper()).isNull();
    assertThat(payload.bytes()).isPositive();
  }

  @Test
  void idsHaveBloomFilters() throws SQLException {
    var events = new ArrayList<TestEvent>();
    for (int i = 0; i < 30_000; i++) {
      events.add(TestEvent.of("buy", "message-" + i, OPENED).by("user-" + i));
    }
    var file = only(write(events.toArray(TestEvent[]::new)), EVENTS);

    assertThat(
            query(
                "SELECT DISTINCT path_in_schema FROM parquet_metadata('%s') WHERE"
                    + " bloom_filter_length > 0 AND path_in_schema IN ('message_id', 'user_id')",
                file))
        .hasSize(2);
  }

  @Test
  void lateEventsAndThoseOfAnotherDayAreInAFileOfTheirOwn() {
    var files =
        write(
            TestEvent.of("buy", "m1", OPENED),
            TestEvent.of("buy", "m2", OPENED.minusSeconds(3_600)),
            TestEvent.of("buy", "m3", OPENED.minusSeconds(3_601)),
            TestEvent.of("buy", "m4", OPENED.plusSeconds(24 * 3_600)));

    var events = files.stream().filter(file -> file.table() == EVENTS).toList();
    assertThat(events).hasSize(2).extracting(LakeFile::rows).containsExactly(2L, 2L);
    assertThat(events.getFirst().partition()).isPresent();
    assertThat(events.getLast().partition()).isEmpty();
  }

  @Test
  void rollupsCountEachEventOnce() throws SQLException {
    var files =
        write(
            TestEvent.of("buy", "m1", OPENED),
            TestEvent.of("buy", "m2", OPENED.plusSeconds(1)),
            TestEvent.of("buy", "m3", OPENED.minusSeconds(3_600)),
            TestEvent.of("buy", "m4", OPENED.minusSeconds(7_200)).in(2));

    var hours = only(files, ROLLUP_HOUR);
    assertThat(hours.rows()).isEqualTo(3);
    assertThat(hours.events()).isEqualTo(4);
    assertThat(
            query(
                "SELECT project || name || source || strftime(start AT TIME ZONE 'UTC', '%%H') ||"
                    + " ' ' || events FROM read_parquet('%s')",
                hours))
        .containsExactly("1buyweb09 1", "1buyweb10 2", "2buyweb08 1");
    var days = only(files, ROLLUP_DAY);
    assertThat(days.rows()).isEqualTo(2);
    assertThat(days.events()).isEqualTo(4);
  }

  @Test
  void promotedPropertiesAreColumnsAndAbsentWhereTheirTypeIsAnother() throws SQLException {
    var schema =
        new LakeSchema(
            List.of(
                promoted(1_000, "price", ColumnType.DOUBLE),
                promoted(1_001, "size", ColumnType.LONG),
                promoted(1_002, "market", ColumnType.STRING),
                promoted(1_003, "gift", ColumnType.BOOLEAN),
                promoted(1_004, "due", ColumnType.TIMESTAMP)));
    var files =
        write(
            schema,
            event(
                "m1",
                "{\"price\":1.5,\"size\":7,\"market\":\"NO\",\"gift\":true,"
                    + "\"due\":\"2026-11-22T10:00:00Z\"}"),
            event(
                "m2", "{\"price\":\"1.5\",\"size\":7.5,\"market\":3,\"gift\":\"true\",\"due\":5}"),
            event("m3", "{\"price\":\"\\ud800\"}"),
            event("m4", "{\"price\":3}"));

    assertThat(
            query(
                "SELECT concat_ws('|', message_id, price, size, market, gift, epoch(due)) FROM"
                    + " read_parquet('%s') ORDER BY message_id",
                only(files, EVENTS)))
        .containsExactly("m1|1.5|7|NO|true|1795341600.0", "m2", "m3", "m4|3.0");
  }

  @Test
  void aLargeSliceBecomesSeveralFilesAndTheseOneWhenMerged() throws SQLException {
    var random = new Random(1);
    var events = new ArrayList<TestEvent>();
    for (int i = 0; i < 60_000; i++) {
      byte[] noise = new byte[500];
      random.nextBytes(noise);
      String text = java.util.HexFormat.of().formatHex(noise);
      events.add(
          TestEvent.of("buy", "m" + i, OPENED.plusMillis(i))
              .withPayload("{\"x\":\"" + text + "\"}"));
    }

    var files =
        write(events.toArray(TestEvent[]::new)).stream()
            .filter(file -> file.table() == EVENTS)
            .toList();

    assertThat(files).hasSizeGreaterThan(1);
    assertThat(query("SELECT count(DISTINCT message_id) FROM read_parquet(['%s'])", files))
        .containsExactly("60000");
    assertThat(files.stream().mapToLong(LakeFile::rows).sum()).isEqualTo(60_000);

    var merged = merger().merge(EVENTS, LakeSchema.plain(), locations(files));
    assertThat(merged.eventsRead()).isEqualTo(60_000);
    assertThat(merged.files()).hasSize(1);
    assertThat(query("SELECT count(DISTINCT message_id) FROM read_parquet('%s')", merged.files()))
        .containsExactly("60000");
  }

  @Test
  void rowsThatEndTooEarlyLeaveNoFile() throws IOException {
    assertThatThrownBy(
            () ->
                writer()
                    .write(
                        new SealedSlice(1, 1, OPENED, OPENED),
                        LakeSchema.plain(),
                        out -> out.write(new byte[] {'P', 'G', 'C', 'O', 'P', 'Y'})))
        .isInstanceOf(LakeException.Unavailable.class)
        .hasMessageContaining("end too early");

    assertThat(Files.exists(lake.resolve("events"))).isFalse();
  }

  @Test
  void mergedFilesHoldTheSameRowsOnePartitionEach() throws SQLException {
    var day = OPENED.minusSeconds(24 * 3_600);
    var files = new ArrayList<LakeFile>();
    files.addAll(write(TestEvent.of("b", "m1", OPENED), TestEvent.of("a", "m2", OPENED)));
    files.addAll(write(TestEvent.of("a", "m3", OPENED), TestEvent.of("a", "m4", day)));
    var events = files.stream().filter(file -> file.table() == EVENTS).toList();

    var answer = merger().merge(EVENTS, LakeSchema.plain(), locations(events));
    var merged = answer.files();

    assertThat(answer.eventsRead()).isEqualTo(4);
    assertThat(merged).hasSize(2).allMatch(file -> file.partition().isPresent());
    assertThat(query("SELECT message_id FROM read_parquet('%s')", merged.getFirst()))
        .containsExactly("m4");
    assertThat(query("SELECT name FROM read_parquet('%s')", merged.getLast()))
        .containsExactly("a", "a", "b");
    assertThat(events).allMatch(file -> Files.exists(LakeRoot.path(file.location())));
  }

  @Test
  void mergedRollupsAddUpEqualKeys() throws SQLException {
    var files = new ArrayList<LakeFile>();
    files.addAll(write(TestEvent.of("buy", "m1", OPENED)));
    files.addAll(write(TestEvent.of("buy", "m2", OPENED)));
    var hours = files.stream().filter(file -> file.table() == ROLLUP_HOUR).toList();

    var merged = merger().merge(ROLLUP_HOUR, LakeSchema.plain(), locations(hours)).files();

    assertThat(merged).hasSize(1);
    assertThat(merged.getFirst().rows()).isEqualTo(1);
    assertThat(merged.getFirst().events()).isEqualTo(2);
  }

  @Test
  void aPropertyPromotedLaterIsTakenFromThePayloadWhenMerged() throws SQLException {
    var schema = new LakeSchema(List.of(promoted(1_000, "size", ColumnType.LONG)));
    var files = new ArrayList<LakeFile>();
    files.addAll(write(event("m1", "{\"size\":1}")));
    files.addAll(write(schema, event("m2", "{\"size\":2}")));
    var events = files.stream().filter(file -> file.table() == EVENTS).toList();

    var merged = merger().merge(EVENTS, schema, locations(events)).files();

    assertThat(query("SELECT message_id || size FROM read_parquet('%s')", merged.getFirst()))
        .containsExactlyInAnyOrder("m11", "m22");
  }

  @Test
  void everyPathThatCanBeDeclaredLeadsToItsValue() throws SQLException {
    var paths =
        List.of(
            "$.properties.utm-source",
            "$.properties.\"screen size\"",
            "$.properties.items[1].sku",
            "$.properties.7",
            "$.properties.\"a.b\"",
            "$.properties.\"it's, *\"");
    var promoted = new ArrayList<PromotedColumn>();
    for (int i = 0; i < paths.size(); i++) {
      promoted.add(PropertyDeclaration.of("p" + i, "string", paths.get(i)).column(1_000 + i));
    }

    var files =
        write(
            new LakeSchema(promoted),
            event(
                "m1",
                "{\"utm-source\":\"a\",\"screen size\":\"b\",\"items\":[{},{\"sku\":\"c\"}],"
                    + "\"7\":\"d\",\"a.b\":\"e\",\"it's, *\":\"f\"}"));

    assertThat(
            query(
                "SELECT concat_ws('|', p0, p1, p2, p3, p4, p5) FROM read_parquet('%s')",
                only(files, EVENTS)))
        .containsExactly("a|b|c|d|e|f");
  }

  @Test
  void aPropertyOfTheEventsOfOneNameIsAbsentFromOthers() throws SQLException {
    var source = new PropertySource("$.properties.total", Optional.of("it's bought"));
    var column = new Column(1_000, "total", ColumnType.LONG, false);

    var files =
        write(
            new LakeSchema(List.of(new PromotedColumn(column, source))),
            TestEvent.of("it's bought", "m1", OPENED).withPayload("{\"properties\":{\"total\":7}}"),
            TestEvent.of("view", "m2", OPENED).withPayload("{\"properties\":{\"total\":8}}"));

    assertThat(
            query(
                "SELECT message_id || ' ' || coalesce(total, 0) FROM read_parquet('%s') ORDER BY 1",
                only(files, EVENTS)))
        .containsExactly("m1 7", "m2 0");
  }

  private static TestEvent event(String id, String properties) {
    return TestEvent.of("buy", id, OPENED).withPayload("{\"properties\":" + properties + "}");
  }

  private static PromotedColumn promoted(int id, String name, ColumnType type) {
    return new PromotedColumn(new Column(id, name, type, false), "$.properties." + name);
  }

  private List<LakeFile> write(TestEvent... events) {
    return write(LakeSchema.plain(), events);
  }

  private List<LakeFile> write(LakeSchema schema, TestEvent... events) {
    return writer()
        .write(
            new SealedSlice(29_000_000, events.length, OPENED, OPENED.plusSeconds(60)),
            schema,
            TestEvents.rows(List.of(events)));
  }

  private DuckDbSliceWriter writer() {
    return new DuckDbSliceWriter(pool, LakeRoot.of(lake), new FileNames(new Random()), LIMIT);
  }

  private DuckDbFileMerger merger() {
    return new DuckDbFileMerger(pool, LakeRoot.of(lake), new FileNames(new Random()), LIMIT);
  }

  private static List<String> locations(List<LakeFile> files) {
    return files.stream().map(LakeFile::location).toList();
  }

  private static LakeFile only(List<LakeFile> files, TableName table) {
    var found = files.stream().filter(file -> file.table() == table).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static List<String> query(String sql, LakeFile file) throws SQLException {
    return query(sql, List.of(file));
  }

  private static List<String> query(String sql, List<LakeFile> files) throws SQLException {
    String paths =
        files.stream()
            .map(file -> LakeRoot.path(file.location()).toString())
            .collect(Collectors.joining("', '"));
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql.formatted(paths))) {
      var rows = new ArrayList<String>();
      while (result.next()) {
        rows.add(result.getString(1));
      }
      return rows;
    }
  }
}
