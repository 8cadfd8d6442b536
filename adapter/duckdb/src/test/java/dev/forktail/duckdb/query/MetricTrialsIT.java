package dev.forktail.duckdb.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.assignment.condition.Condition;
import dev.forktail.assignment.condition.Condition.Bound;
import dev.forktail.assignment.condition.Condition.Place;
import dev.forktail.duckdb.TestEvents.TestEvent;
import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.Quantity;
import dev.forktail.engine.metric.trial.MetricTrial;
import dev.forktail.engine.metric.trial.MetricTrial.Count;
import dev.forktail.engine.metric.trial.MetricTrials;
import dev.forktail.engine.query.SqlAnswer;
import dev.forktail.engine.query.SqlCatalog;
import dev.forktail.engine.query.SqlQuestion;
import dev.forktail.engine.query.SqlVerdict;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The statements of trials mean to DuckDB what they are to mean.
final class MetricTrialsIT {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Instant YESTERDAY = NOW.minus(Duration.ofHours(30));
  private static final Instant LATELY = NOW.minus(Duration.ofHours(1));

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
  void sumsCountNumbersAndNothingElse() {
    var queries =
        queries(
            buy("m1", YESTERDAY, "{\"revenue\":10.5}"),
            buy("m2", YESTERDAY, "{\"revenue\":2}").by("u2"),
            buy("m3", YESTERDAY, "{\"revenue\":\"7\"}"),
            buy("m4", LATELY, "{\"cart\":{\"value\":3}}"),
            buy("m5", NOW.minus(Duration.ofHours(37)), "{\"revenue\":100}"));

    var trial = trial(queries, new Quantity.Sum(Measure.of("buy", "revenue")));

    assertThat(trial.measures().getFirst().yesterday()).isEqualTo(new Count(3, 2, 2, 12.5));
    assertThat(trial.measures().getFirst().last24Hours()).isEqualTo(new Count(1, 1, 0, null));
    var nested = trial(queries, new Quantity.Sum(Measure.of("buy", "cart.value")));
    assertThat(nested.measures().getFirst().last24Hours()).isEqualTo(new Count(1, 1, 1, 3.0));
  }

  @Test
  void conditionsHoldAsTheyDoInTheEngine() {
    var queries =
        queries(buy("m1", LATELY, "{\"sku\":\"it's\",\"price\":5,\"paid\":true,\"a.b\":\"x\"}"));

    for (var holds :
        List.of(
            new Condition.In("sku", List.of("it's")),
            new Condition.In("price", List.of("5")),
            new Condition.In("price", List.of(5.0)),
            new Condition.In("paid", List.of(true)),
            new Condition.In("a.b", List.of("x")),
            new Condition.Range("price", new Bound(5, true), new Bound(6, false)),
            new Condition.Exists("sku"),
            new Condition.Not(new Condition.Exists("none")),
            new Condition.Not(new Condition.In("none", List.of("x"))),
            new Condition.Contains("sku", Place.START, List.of("x", "IT"), true),
            new Condition.Contains("sku", Place.END, List.of("'s"), false),
            new Condition.Contains("sku", Place.ANYWHERE, List.of("t'"), false),
            new Condition.Matches("sku", "^it.s$"),
            new Condition.Any(
                List.of(new Condition.Exists("none"), new Condition.Exists("price"))))) {
      assertThat(events(queries, holds)).as(holds.toString()).isEqualTo(1);
      assertThat(events(queries, new Condition.Not(holds))).as("not " + holds).isZero();
    }
  }

  private static long events(TestQueries queries, Condition where) {
    var trial = trial(queries, new Quantity.Count(new Measure("buy", where, null)));
    return trial.measures().getFirst().last24Hours().events();
  }

  private static MetricTrial trial(TestQueries queries, Quantity quantity) {
    return new MetricTrials(
            (question, out) -> answer(queries, question, out),
            (_, _, _) -> List.of(),
            InstantSource.fixed(NOW))
        .of(new ProjectId(1), Metric.of("m", quantity));
  }

  private static SqlAnswer answer(TestQueries queries, SqlQuestion question, OutputStream out) {
    assertThat(new DuckDbSqlGuard(pool).check(question.sql(), catalog()))
        .isInstanceOf(SqlVerdict.Allowed.class);
    var outcome =
        new DuckDbSqlEngine(pool)
            .run(queries.run(question.sql(), question.format(), question.limits()), out);
    return new SqlAnswer(outcome, NOW, 0, 0, Duration.ZERO);
  }

  private static SqlCatalog catalog() {
    var columns = new HashSet<>(Set.of("properties", "context"));
    columns.addAll(
        EventColumns.ALL.stream().map(column -> column.name()).collect(Collectors.toSet()));
    return new SqlCatalog(Set.of("events"), columns, List.of(), List.of());
  }

  private TestQueries queries(TestEvent... events) {
    return new TestQueries(pool, lake).open(events);
  }

  private static TestEvent buy(String id, Instant at, String properties) {
    return TestEvent.of("buy", id, at).withPayload("{\"properties\":" + properties + "}");
  }
}
