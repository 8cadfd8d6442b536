package dev.forktail.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.audit.AuditLine;
import dev.forktail.engine.audit.Change;
import dev.forktail.engine.audit.Change.Action;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.Definitions;
import dev.forktail.engine.experiment.ExperimentCatalog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What holds for every catalog of metrics, and for the rules over it.
public abstract class MetricCatalogContract {
  private static final ProjectId ONE = new ProjectId(1);
  private static final ProjectId TWO = new ProjectId(2);
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final OptionalLong WHICHEVER = OptionalLong.empty();
  private static final Metric ORDERS =
      Metric.of("orders", new Quantity.Count(Measure.of("Order Completed")));
  private static final Metric REVENUE =
      Metric.of("revenue", new Quantity.Sum(Measure.of("Order Completed", "revenue")));

  protected abstract Catalogs emptyCatalogs();

  /// Metrics, and the experiments that are measured by them.
  public record Catalogs(MetricCatalog metrics, ExperimentCatalog experiments) {}

  @Test
  void whatWasCreatedIsThereAsItWasAndAmongTheDefinitions() {
    var catalogs = emptyCatalogs();
    long before = catalogs.experiments().version();

    var outcome = create(catalogs.metrics(), ONE, ORDERS);

    var stored = new StoredMetric(ONE, ORDERS, false, 1, NOON, NOON);
    assertThat(outcome).isEqualTo(new MetricOutcome.Store(stored, change(Action.CREATE, 0)));
    assertThat(catalogs.metrics().list(ONE)).containsExactly(stored);
    assertThat(catalogs.metrics().list(TWO)).isEmpty();
    long version = catalogs.experiments().version();
    assertThat(version).isNotEqualTo(before);
    assertThat(catalogs.experiments().definitions())
        .isEqualTo(new Definitions(version, List.of(), List.of(stored)));
  }

  @Test
  void aKeyIsTakenOncePerProject() {
    var metrics = emptyCatalogs().metrics();
    create(metrics, ONE, REVENUE);
    long version = metrics.version();

    assertThat(create(metrics, ONE, REVENUE)).isEqualTo(new MetricOutcome.Taken());
    assertThat(metrics.version()).isEqualTo(version);
    assertThat(create(metrics, TWO, REVENUE)).isInstanceOf(MetricOutcome.Store.class);
    assertThat(create(metrics, ONE, ORDERS)).isInstanceOf(MetricOutcome.Store.class);
    assertThat(metrics.list(ONE)).extracting(StoredMetric::metric).containsExactly(ORDERS, REVENUE);
  }

  @Test
  void onlyWhoHasSeenTheNewestVersionChangesIt() {
    var metrics = emptyCatalogs().metrics();
    var editor = new MetricEditor(metrics);
    create(metrics, ONE, ORDERS);
    var other = within(Duration.ofDays(7));

    assertThat(editor.replace(ONE, other, 2, change(Action.EDIT, 1)))
        .isEqualTo(new MetricOutcome.Stale(1));
    assertThat(editor.replace(ONE, other, 1, change(Action.EDIT, 1)))
        .isEqualTo(
            new MetricOutcome.Store(
                new StoredMetric(ONE, other, false, 2, NOON, NOON.plusSeconds(1)),
                change(Action.EDIT, 1)));
    assertThat(editor.replace(ONE, other, 2, change(Action.EDIT, 2)))
        .isInstanceOf(MetricOutcome.Same.class);
    assertThat(editor.replace(TWO, other, 2, change(Action.EDIT, 2)))
        .isEqualTo(new MetricOutcome.Missing());
  }

  @Test
  void anArchivedOneStaysAndIsBackWithItsNextDefinition() {
    var metrics = emptyCatalogs().metrics();
    var editor = new MetricEditor(metrics);
    create(metrics, ONE, ORDERS);

    editor.archive(ONE, ORDERS.key(), WHICHEVER, change(Action.ARCHIVE, 1));

    assertThat(metrics.list(ONE))
        .containsExactly(new StoredMetric(ONE, ORDERS, true, 2, NOON, NOON.plusSeconds(1)));
    assertThat(editor.archive(ONE, ORDERS.key(), WHICHEVER, change(Action.ARCHIVE, 2)))
        .isInstanceOf(MetricOutcome.Same.class);
    assertThat(create(metrics, ONE, ORDERS)).isEqualTo(new MetricOutcome.Taken());
    editor.replace(ONE, ORDERS, 2, change(Action.EDIT, 3));
    assertThat(metrics.list(ONE)).noneMatch(StoredMetric::archived);
    assertThat(metrics.audit(ONE, ORDERS.key()))
        .containsExactly(
            new AuditLine<>(3, change(Action.EDIT, 3), ORDERS),
            new AuditLine<>(2, change(Action.ARCHIVE, 1), ORDERS),
            new AuditLine<>(1, change(Action.CREATE, 0), ORDERS));
    assertThat(metrics.audit(TWO, ORDERS.key())).isEmpty();
  }

  @Test
  void ofManyWhoEditAtOnceOnlyOneHasSeenTheNewestVersion() throws Exception {
    var metrics = emptyCatalogs().metrics();
    var editor = new MetricEditor(metrics);
    create(metrics, ONE, ORDERS);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var edits =
          IntStream.rangeClosed(1, 8)
              .<Callable<MetricOutcome>>mapToObj(
                  i ->
                      () ->
                          editor.replace(
                              ONE, within(Duration.ofDays(i)), 1, change(Action.EDIT, i)))
              .toList();

      var outcomes = threads.invokeAll(edits).stream().map(Future::resultNow).toList();

      assertThat(outcomes).filteredOn(MetricOutcome.Store.class::isInstance).hasSize(1);
      assertThat(outcomes).filteredOn(MetricOutcome.Stale.class::isInstance).hasSize(7);
    }
    assertThat(metrics.audit(ONE, ORDERS.key())).hasSize(2);
  }

  @Test
  void anEditThatFailsChangesNothing() {
    var metrics = emptyCatalogs().metrics();
    long version = metrics.version();

    assertThatThrownBy(
            () ->
                metrics.edit(
                    ONE,
                    _ -> {
                      throw new IllegalStateException("on purpose");
                    }))
        .hasMessage("on purpose");

    assertThat(metrics.version()).isEqualTo(version);
    assertThat(create(metrics, ONE, ORDERS)).isInstanceOf(MetricOutcome.Store.class);
  }

  private static MetricOutcome create(MetricCatalog metrics, ProjectId project, Metric metric) {
    return new MetricEditor(metrics).create(project, metric, change(Action.CREATE, 0));
  }

  private static Change change(Action action, int second) {
    return new Change("admin", NOON.plusSeconds(second), action, "because");
  }

  private static Metric within(Duration window) {
    return new Metric(
        ORDERS.key(),
        "Orders",
        "",
        ORDERS.quantity(),
        window,
        new Cap.At(10),
        Direction.UP,
        Metric.MINIMUM_EFFECT,
        Metric.MARGIN);
  }
}
