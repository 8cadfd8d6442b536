package dev.forktail.engine.result.decision;

import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.Variant;
import dev.forktail.engine.audit.Change;
import dev.forktail.engine.audit.Change.Action;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.Definition;
import dev.forktail.engine.experiment.Definitions;
import dev.forktail.engine.experiment.ExperimentEditor;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.experiment.memory.InMemoryExperimentCatalog;
import dev.forktail.engine.metric.Direction;
import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.MetricKey;
import dev.forktail.engine.metric.Quantity;
import dev.forktail.engine.result.HourlyTotals;
import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.RunTotals;
import dev.forktail.engine.result.RunTotals.MetricRow;
import dev.forktail.engine.result.RunTotals.MetricTotals;
import dev.forktail.engine.result.RunTotals.UnitRow;
import dev.forktail.engine.result.report.ReportSettings;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.estimate.Estimate;
import dev.forktail.statistics.sums.Sums;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A running experiment with a goal, how many units buy, and a guardrail, how many send something
/// back; and what is known of it.
final class Scene {
  static final ProjectId PROJECT = new ProjectId(1);
  static final ExperimentKey KEY = new ExperimentKey("checkout");
  static final Instant STARTED = Instant.parse("2026-11-23T00:00:00Z");
  static final Instant NOW = STARTED.plusSeconds(7_200);

  private static final LocalDate DAY = LocalDate.parse("2026-11-23");
  private static final long UNITS = 10_000;
  private static final Metric BUYING =
      Metric.of("conversion", new Quantity.Conversion(Measure.of("Order Completed")));
  private static final Metric RETURNING =
      new Metric(
          new MetricKey("refunds"),
          "Refunds",
          "",
          new Quantity.Conversion(Measure.of("Order Refunded")),
          null,
          null,
          Direction.DOWN,
          0.02,
          0.05);

  final InMemoryExperimentCatalog catalog = new InMemoryExperimentCatalog();
  final ExperimentEditor editor = new ExperimentEditor(catalog);
  Optional<Evidence> evidence = Optional.empty();

  Scene() {
    var experiment =
        Experiment.draft("checkout", Variant.of("control", 5_000), Variant.of("treatment", 5_000))
            .running()
            .make();
    editor.create(
        PROJECT,
        new Definition(experiment, "Checkout", ""),
        new Change("ann", STARTED, Action.CREATE, ""));
  }

  StoredExperiment experiment() {
    return catalog.list(PROJECT).getFirst();
  }

  Definitions definitions() {
    return catalog.definitions();
  }

  /// From now on so many units of 10,000 in each arm have bought, and sent something back.
  void know(long buying, long buyingTreated, long returning, long returningTreated) {
    var totals =
        new RunTotals(
            new Run(
                PROJECT,
                KEY,
                1,
                "userId",
                "hash",
                List.of(new Run.Arm("control", 5_000), new Run.Arm("treatment", 5_000)),
                STARTED,
                null,
                List.of(BUYING),
                List.of(RETURNING)),
            List.of(units("control"), units("treatment")),
            3,
            1,
            Map.of(
                BUYING.key(), totals(buying, buyingTreated),
                RETURNING.key(), totals(returning, returningTreated)),
            NOW);
    evidence = Optional.of(new Evidence(totals, ReportSettings.standard(), NOW));
  }

  private static UnitRow units(String variant) {
    return new UnitRow(DAY, variant, null, null, UNITS);
  }

  private static MetricTotals totals(long control, long treatment) {
    var rows = List.of(row("control", control), row("treatment", treatment));
    var adjusted = Map.of("control", before(control), "treatment", before(treatment));
    var quantiles =
        Map.of(
            "control",
            Answer.of(new Estimate(0.1 + 0.2, 1e-300, UNITS)),
            "treatment",
            Answer.<Estimate>unknown(Reason.TOO_FEW_UNITS));
    var hourly = new HourlyTotals(NOW.minusSeconds(600), adjusted, quantiles, 431.2);
    return new MetricTotals(rows, 1, null, hourly);
  }

  /// So many did it, half of these also before, and nobody else.
  private static Sums before(long ones) {
    var one = BigInteger.valueOf(10_000);
    return new Sums(
        UNITS,
        List.of(one.multiply(BigInteger.valueOf(ones)), one.multiply(BigInteger.valueOf(ones / 2))),
        Stream.of(ones, ones / 2, ones / 2)
            .map(count -> one.pow(2).multiply(BigInteger.valueOf(count)))
            .toList());
  }

  private static MetricRow row(String variant, long ones) {
    var sums =
        new Sums(
            UNITS,
            List.of(BigInteger.valueOf(ones * 10_000)),
            List.of(BigInteger.valueOf(ones * 100_000_000)));
    return new MetricRow(DAY, variant, null, null, sums);
  }
}
