package dev.forktail.engine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.ColumnStats;
import dev.forktail.engine.export.ColumnType;
import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.PromotedColumn;
import dev.forktail.engine.export.StagedFile;
import dev.forktail.engine.export.TableFile;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.facts.FactRows;
import dev.forktail.engine.query.memory.InMemorySqlViews;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SqlQueriesTest {
  private static final ProjectId PROJECT = new ProjectId(7);
  private static final LakeSchema SCHEMA =
      new LakeSchema(
          List.of(
              new PromotedColumn(
                  new Column(1_000, "price", ColumnType.DOUBLE, false), "$.properties.price")));

  private static final FactRows PRODUCTS =
      new FactRows(
          "products",
          List.of(
              new Column(1, "id", ColumnType.LONG, false),
              new Column(2, "price", ColumnType.DOUBLE, false)));

  private final InMemorySqlViews views = new InMemorySqlViews();
  private final OneSnapshot snapshot = new OneSnapshot();
  private final List<SqlEngine.Run> runs = new ArrayList<>();
  private SqlVerdict verdict = allowed(Set.of("events"), Set.of("name"));

  @Test
  void everyEventIsInTheVersionTheStagedFilesFromItsWatermarkOrTheOpenRows() {
    snapshot.version = Optional.of("file:///lake/events/v3.json");
    snapshot.staged.add(staged(8, "file:///lake/committed-meanwhile.parquet"));
    snapshot.staged.add(staged(9, "file:///lake/staged.parquet"));

    var answer = ask("SELECT count(*) FROM events");

    assertThat(runs.getFirst().tables())
        .containsExactly(
            new TableReading(
                TableName.EVENTS,
                List.of("file:///lake/committed.parquet", "file:///lake/staged.parquet"),
                1_000 + 50));
    assertThat(answer.files()).isEqualTo(2);
    assertThat(answer.fileBytes()).isEqualTo(1_050);
    assertThat(answer.asOf()).isEqualTo(OneSnapshot.NOW);
  }

  @Test
  void theSnapshotIsClosedOnceItsRowsAreRead() {
    ask("SELECT count(*) FROM events");

    assertThat(snapshot.opened).isEqualTo(1);
    assertThat(snapshot.closed).isPositive();
  }

  @Test
  void onlyTheColumnsThatAreReadAreCopied() {
    ask("SELECT name FROM events");

    assertThat(snapshot.columns).containsExactly(EventColumns.NAME);
  }

  @Test
  void whatIsMadeOfThePayloadNeedsThePayload() {
    for (var column : List.of("properties", "context", "price")) {
      snapshot.columns.clear();
      verdict = allowed(Set.of("events"), Set.of(column));
      ask("SELECT " + column + " FROM events");

      assertThat(snapshot.columns).containsExactly(EventColumns.NAME, EventColumns.PAYLOAD);
    }
  }

  @Test
  void eventsCanBeCountedWithoutAnyOfTheirColumns() {
    verdict = allowed(Set.of("events"), Set.of());
    ask("SELECT count(*) FROM events");

    assertThat(snapshot.columns).hasSize(1);
  }

  @Test
  void rollupsAreMadeUpToDateFromTheOpenRows() {
    verdict = allowed(Set.of("rollup_hour"), Set.of());
    ask("SELECT sum(events) FROM rollup_hour");

    assertThat(snapshot.columns)
        .containsExactly(EventColumns.NAME, EventColumns.OCCURRED, EventColumns.SOURCE);
  }

  @Test
  void aStatementThatReadsNoTableNeedsNoRows() {
    verdict = allowed(Set.of(), Set.of());
    ask("SELECT 1");

    assertThat(snapshot.columns).isEmpty();
    assertThat(runs.getFirst().tables()).isEmpty();
  }

  @Test
  void theProjectIsNoColumn() {
    assertThat(new EventView(SCHEMA, List.of(), List.of()).catalog().eventColumns())
        .contains("name", "payload", "properties", "context", "price")
        .doesNotContain("project");
  }

  @Test
  void onlyTheViewsThatAreReadTravel() {
    views.add(PROJECT, new SqlView("buyers", "SELECT user_id FROM events"), Set.of());
    views.add(PROJECT, new SqlView("others", "SELECT 1"), Set.of());
    verdict =
        new SqlVerdict.Allowed(
            Set.of("events"), Set.of("buyers"), Set.of("user_id"), TimeRange.ALWAYS);
    ask("SELECT * FROM buyers");

    assertThat(runs.getFirst().views()).containsExactly(views.list(PROJECT).getFirst());
    assertThat(runs.getFirst().eventColumns()).containsExactly("user_id");
  }

  @Test
  void aViewIsTriedOverNoEventsBeforeItIsCatalogued() throws IOException {
    var buyers = new SqlView("buyers", "SELECT user_id FROM events");
    var limits = new SqlLimits(Duration.ofSeconds(1), 1, 1);

    assertThat(queries(snapshot).addView(PROJECT, buyers, limits))
        .isEqualTo(new SqlViews.Answer.Done());

    assertThat(snapshot.opened).isZero();
    var run = runs.getFirst();
    assertThat(run.tables()).containsExactly(new TableReading(TableName.EVENTS, List.of(), 0));
    var rows = new ByteArrayOutputStream();
    run.rows().copyTo(rows);
    assertThat(rows.size()).as("a header and a trailer").isEqualTo(21);
    assertThat(views.list(PROJECT)).containsExactly(buyers);
  }

  @Test
  void factsFollowTheEventsWithTheColumnsThatAreRead() {
    snapshot.facts.add(PRODUCTS);
    snapshot.factRows = Optional.of(" facts");
    verdict = reading(Set.of("events"), Map.of("products", Set.of("price")));
    var rows = new ByteArrayOutputStream();

    var _ = queries(snapshot).answer(question("SELECT price FROM events, facts.products"), rows);

    var price = new FactRows("products", List.of(PRODUCTS.columns().get(1)));
    assertThat(snapshot.asked).containsExactly(price);
    assertThat(runs.getFirst().facts()).containsExactly(price);
    assertThat(rows).hasToString("rows facts");
    assertThat(snapshot.closed).isPositive();
  }

  @Test
  void factsAloneNeedNoEventsAndOneColumnAtLeast() {
    snapshot.facts.add(PRODUCTS);
    snapshot.factRows = Optional.of("facts");
    verdict = reading(Set.of(), Map.of("products", Set.of()));
    var rows = new ByteArrayOutputStream();

    var _ = queries(snapshot).answer(question("SELECT count(*) FROM facts.products"), rows);

    assertThat(snapshot.columns).isEmpty();
    assertThat(runs.getFirst().facts().getFirst().columns()).hasSize(1);
    assertThat(rows).hasToString("facts");
  }

  @Test
  void factsThatAreBeingCopiedAreNotAnsweredInPart() {
    snapshot.facts.add(PRODUCTS);
    verdict = reading(Set.of(), Map.of("products", Set.of()));

    assertThatThrownBy(() -> ask("SELECT count(*) FROM facts.products"))
        .isInstanceOf(SqlException.Unavailable.class)
        .hasMessageContaining("facts.products are being copied");
  }

  @Test
  void aTableOfFactsThatIsTooLargeIsRefused() {
    byte[] block = new byte[1 << 20];
    var rows =
        FactLimit.of(
            out -> {
              while (true) {
                out.write(block);
              }
            });

    assertThatThrownBy(() -> rows.copyTo(OutputStream.nullOutputStream()))
        .isInstanceOf(SqlException.TooExpensive.class)
        .hasMessageContaining("256 MB");
  }

  private static SqlVerdict reading(Set<String> tables, Map<String, Set<String>> facts) {
    return new SqlVerdict.Allowed(tables, Set.of(), Set.of("name"), TimeRange.ALWAYS, facts);
  }

  @Test
  void aRefusedStatementTouchesNothing() {
    verdict = new SqlVerdict.Refused(SqlVerdict.Reason.TABLE, "There is no table secrets");

    assertThatThrownBy(() -> ask("SELECT * FROM secrets"))
        .isInstanceOfSatisfying(
            SqlException.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(SqlVerdict.Reason.TABLE))
        .hasMessageContaining("secrets");
    assertThat(snapshot.opened).isZero();
    assertThat(runs).isEmpty();
  }

  @Test
  void aDatabaseThatIsAwaySaysSo() {
    EventSnapshots away =
        () -> {
          throw new StoreException.Unavailable("connection refused");
        };

    assertThatThrownBy(
            () -> queries(away).answer(question("SELECT 1"), new ByteArrayOutputStream()))
        .isInstanceOf(SqlException.Unavailable.class)
        .hasMessageContaining("connection refused");
  }

  @Test
  void whoWaitsForAnotherStatementHoldsNoSnapshotAndGivesUpInTime() {
    var nested = new ArrayList<SqlException>();
    var queries = new SqlQueries[1];
    SqlEngine asking =
        (run, out) -> {
          int opened = snapshot.opened;
          try {
            queries[0].answer(hasty(), out);
          } catch (SqlException e) {
            nested.add(e);
          }
          assertThat(snapshot.opened).isEqualTo(opened);
          return run(run, out);
        };
    queries[0] =
        new SqlQueries(
            (_, _) -> verdict, snapshot, this::version, asking, () -> SCHEMA, views, () -> 0, 1);

    queries[0].answer(question("SELECT 1"), new ByteArrayOutputStream());

    assertThat(nested).singleElement().isInstanceOf(SqlException.Unavailable.class);
    assertThat(ask("SELECT 1")).as("its turn was given back").isNotNull();
  }

  private static SqlQuestion hasty() {
    return new SqlQuestion(
        PROJECT, "SELECT 2", ResultFormat.JSON, new SqlLimits(Duration.ofMillis(10), 10, 10));
  }

  private SqlAnswer ask(String sql) {
    return queries(snapshot).answer(question(sql), new ByteArrayOutputStream());
  }

  private SqlQueries queries(EventSnapshots snapshots) {
    return new SqlQueries(
        (_, _) -> verdict, snapshots, this::version, this::run, () -> SCHEMA, views, () -> 0, 1);
  }

  private LakeVersions.LakeVersion version(TableName table, String location) {
    assertThat(location).endsWith("v3.json");
    return new LakeVersions.LakeVersion() {
      @Override
      public long watermark() {
        return 9;
      }

      @Override
      public List<TableFile> files(ProjectId project, TimeRange range) {
        return List.of(new TableFile("file:///lake/committed.parquet", 1, 100, 1_000));
      }
    };
  }

  private SqlOutcome run(SqlEngine.Run run, OutputStream out) {
    runs.add(run);
    try {
      run.rows().copyTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SqlOutcome(List.of(), 1, false, 0);
  }

  private static SqlQuestion question(String sql) {
    return new SqlQuestion(
        PROJECT, sql, ResultFormat.JSON, new SqlLimits(Duration.ofSeconds(30), 10, 10));
  }

  private static SqlVerdict allowed(Set<String> tables, Set<String> columns) {
    return new SqlVerdict.Allowed(tables, columns);
  }

  private static StagedFile staged(long slice, String location) {
    var bounds = new ColumnStats(EventColumns.OCCURRED.fieldId(), 1, 10, 0, micros(0), micros(59));
    return new StagedFile(
        slice, new LakeFile(TableName.EVENTS, location, 10, 10, 50, List.of(bounds)), true);
  }

  private static String micros(long seconds) {
    var moment = Instant.parse("2026-11-23T09:59:00Z").plusSeconds(seconds);
    return Long.toString(moment.getEpochSecond() * 1_000_000);
  }
}
