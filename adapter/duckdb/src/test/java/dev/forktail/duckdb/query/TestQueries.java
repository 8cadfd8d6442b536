package dev.forktail.duckdb.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.duckdb.TestEvents;
import dev.forktail.duckdb.TestEvents.TestEvent;
import dev.forktail.duckdb.lake.DuckDbSliceWriter;
import dev.forktail.duckdb.lake.FileNames;
import dev.forktail.duckdb.process.ChildConfig;
import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.PromotedColumn;
import dev.forktail.engine.export.RowSource;
import dev.forktail.engine.export.SealedSlice;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.facts.FactRows;
import dev.forktail.engine.query.ResultFormat;
import dev.forktail.engine.query.SqlEngine.Run;
import dev.forktail.engine.query.SqlLimits;
import dev.forktail.engine.query.SqlView;
import dev.forktail.engine.query.TableReading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Statements for tests, over files of a small lake and open rows.
final class TestQueries {
  static final Instant OPENED = Instant.parse("2026-11-22T10:00:00Z");
  static final Duration LIMIT = Duration.ofSeconds(60);
  static final SqlLimits LIMITS = new SqlLimits(LIMIT, 1_000_000, 1L << 30);

  private final ChildPool pool;
  private final LakeRoot root;
  private final List<LakeFile> files = new ArrayList<>();
  private List<PromotedColumn> promoted = List.of();
  private List<SqlView> views = List.of();
  private List<Column> openColumns = EventColumns.ALL;
  private List<FactRows> facts = List.of();
  private List<RowSource> factRows = List.of();
  private RowSource openRows = TestEvents.rows(List.of());

  TestQueries(ChildPool pool, Path lake) {
    this.pool = pool;
    this.root = LakeRoot.of(lake);
  }

  /// One child at a time, with 128 MB for DuckDB.
  static ChildPool pool(Path work) throws IOException {
    return ChildPool.open(
        new ChildConfig(
            work.resolve("duckdb"), 128L << 20, 1, 1L << 30, 1, 1, LIMIT, 256L << 20, 5));
  }

  /// Events that are in files.
  TestQueries written(TestEvent... events) {
    files.addAll(
        new DuckDbSliceWriter(pool, root, new FileNames(new Random()), LIMIT)
            .write(
                new SealedSlice(29_000_000, events.length, OPENED, OPENED.plusSeconds(60)),
                new LakeSchema(promoted),
                TestEvents.rows(List.of(events))));
    return this;
  }

  /// Events that are in a file from before anything was known of visitors.
  TestQueries writtenBefore(TestEvent... events) throws SQLException {
    int before = files.size();
    written(events);
    for (var file : files.subList(before, files.size())) {
      if (file.table() == TableName.EVENTS) {
        forgetVisitors(LakeRoot.path(file.location()));
      }
    }
    return this;
  }

  private static void forgetVisitors(Path file) throws SQLException {
    var kept = new ArrayList<>(EventColumns.ALL);
    kept.removeAll(EventColumns.CONTEXT);
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE kept AS SELECT %s FROM read_parquet('%s')"
              .formatted(kept.stream().map(Column::name).collect(Collectors.joining(", ")), file));
      statement.execute("COPY kept TO '%s' (FORMAT parquet)".formatted(file));
    }
  }

  /// Events that are in the database.
  TestQueries open(TestEvent... events) {
    return open(TestEvents.rows(List.of(events)), EventColumns.ALL);
  }

  TestQueries open(RowSource rows, List<Column> columns) {
    openRows = rows;
    openColumns = columns;
    return this;
  }

  /// Properties that are columns of files that are written from now on, and of `events`.
  TestQueries promoted(PromotedColumn... columns) {
    promoted = List.of(columns);
    return this;
  }

  /// A table of facts, and its rows.
  TestQueries facts(FactRows table, Object[]... rows) {
    facts = Stream.concat(facts.stream(), Stream.of(table)).toList();
    factRows = Stream.concat(factRows.stream(), Stream.of(TestFacts.rows(rows))).toList();
    return this;
  }

  private RowSource rows() {
    return out -> {
      openRows.copyTo(out);
      for (var rows : factRows) {
        rows.copyTo(out);
      }
    };
  }

  /// Catalogued views.
  TestQueries views(SqlView... catalogued) {
    views = List.of(catalogued);
    return this;
  }

  Run run(String sql, ResultFormat format, SqlLimits limits) {
    var tables =
        Arrays.stream(TableName.values())
            .filter(table -> openColumns.containsAll(EventColumns.ALL) || table == TableName.EVENTS)
            .map(this::reading)
            .toList();
    return new Run(
        sql,
        new ProjectId(1),
        tables,
        views,
        eventColumns(),
        promoted,
        facts,
        openColumns,
        rows(),
        format,
        limits);
  }

  private Set<String> eventColumns() {
    var names = new HashSet<>(Set.of("properties", "context"));
    EventColumns.ALL.forEach(column -> names.add(column.name()));
    promoted.forEach(property -> names.add(property.column().name()));
    return names;
  }

  byte[] bytes(String sql, ResultFormat format) {
    var out = new ByteArrayOutputStream();
    new DuckDbSqlEngine(pool).run(run(sql, format, LIMITS), out);
    return out.toByteArray();
  }

  String text(String sql, ResultFormat format) {
    return new String(bytes(sql, format), UTF_8);
  }

  String json(String sql) {
    return text(sql, ResultFormat.JSON);
  }

  List<LakeFile> files() {
    return files;
  }

  private TableReading reading(TableName table) {
    var ofTable = files.stream().filter(file -> file.table() == table).toList();
    return new TableReading(
        table,
        ofTable.stream().map(LakeFile::location).toList(),
        ofTable.stream().mapToLong(LakeFile::bytes).sum());
  }
}
