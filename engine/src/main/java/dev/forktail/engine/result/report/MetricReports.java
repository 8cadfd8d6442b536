package dev.forktail.engine.result.report;

import dev.forktail.engine.metric.Direction;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.result.HourlyTotals;
import dev.forktail.engine.result.RunTotals;
import dev.forktail.engine.result.RunTotals.MetricTotals;
import dev.forktail.engine.result.report.MetricReport.ArmValue;
import dev.forktail.engine.result.report.MetricReport.Comparison;
import dev.forktail.engine.result.report.MetricReport.Day;
import dev.forktail.engine.result.report.MetricReport.Part;
import dev.forktail.engine.result.report.MetricReport.Role;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.estimate.Effect;
import dev.forktail.statistics.estimate.Estimate;
import dev.forktail.statistics.inference.NonInferiority;
import dev.forktail.statistics.inference.NonInferiority.Harm;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes the reports of a run's metrics.
final class MetricReports {
  private final RunTotals totals;
  private final UnitCounts units;
  private final ReportSettings settings;
  private final boolean fixedHorizon;
  private final LocalDate today;
  private final String control;
  private final List<String> treatments;

  private MetricReports(RunTotals totals, UnitCounts units, ReportSettings settings) {
    this.totals = totals;
    this.units = units;
    this.settings = settings;
    this.fixedHorizon = ResultReport.hasFixedShares(totals.run());
    this.today = UnitCounts.day(totals.asOf());
    this.control = units.measured().getFirst();
    this.treatments = units.measured().subList(1, units.measured().size());
  }

  static List<MetricReport> of(RunTotals totals, UnitCounts units, ReportSettings settings) {
    var making = new MetricReports(totals, units, settings);
    var reports = new ArrayList<MetricReport>();
    totals.run().goals().forEach(metric -> reports.add(making.report(metric, Role.GOAL)));
    totals.run().guardrails().forEach(metric -> reports.add(making.report(metric, Role.GUARDRAIL)));
    return Corrections.overGoals(reports);
  }

  private MetricReport report(Metric metric, Role role) {
    var known = totals.metrics().get(metric.key());
    var metricTotals = known == null ? new MetricTotals(List.of(), 1, null) : known;
    var asOf = metricTotals.asOf() == null ? totals.asOf() : metricTotals.asOf();
    var rows = metricTotals.filled() < 1 ? List.<RunTotals.MetricRow>of() : metricTotals.rows();
    var hourly = metricTotals.hourly();
    var sums = new MetricSums(metric, rows, today, hourly);
    return new MetricReport(
        metric,
        role,
        metricTotals.filled(),
        asOf,
        hourly == null ? null : hourly.cap(),
        units.measured().stream().map(arm -> new ArmValue(arm, sums.arm(arm, today))).toList(),
        treatments.stream().map(arm -> comparison(metric, role, sums, hourly, arm)).toList(),
        Corrections.overParts(
            sums.strata().stream()
                .flatMap(
                    stratum -> treatments.stream().map(arm -> part(metric, sums, stratum, arm)))
                .toList()));
  }

  private Comparison comparison(
      Metric metric, Role role, MetricSums sums, @Nullable HourlyTotals hourly, String arm) {
    var before = sums.arm(control, today);
    var after = sums.arm(arm, today);
    var relative = effect(Effect.Kind.RELATIVE, before, after);
    var absolute = effect(Effect.Kind.ABSOLUTE, before, after);
    var pace = units.perDay(control, arm);
    return new Comparison(
        arm,
        relative.then(effect -> lift(effect, metric)),
        absolute.then(effect -> lift(effect, metric)),
        Optional.empty(),
        Optional.empty(),
        relative.map(effect -> Outlook.of(effect, metric, pace, settings)),
        role == Role.GUARDRAIL
            ? Optional.of(relative.map(effect -> harm(effect, metric)))
            : Optional.empty(),
        adjusted(metric, hourly, arm),
        series(sums, arm));
  }

  /// Sequential intervals are right with many units only, so with few there is none.
  private Answer<Effect> effect(
      Effect.Kind kind, Answer<Estimate> control, Answer<Estimate> treatment) {
    return Answer.both(
        control,
        treatment,
        (before, after) ->
            Math.min(before.units(), after.units()) < settings.armUnitsMin()
                ? Answer.unknown(Reason.TOO_FEW_UNITS)
                : Effect.of(kind, before, after));
  }

  private Answer<Adjusted> adjusted(Metric metric, @Nullable HourlyTotals hourly, String arm) {
    return hourly == null || hourly.adjusted().isEmpty()
        ? Answer.unknown(Reason.NOT_COMPUTED)
        : Adjusted.cuped(hourly, control, arm, settings.armUnitsMin())
            .then(
                cuped ->
                    lift(cuped.effect(), metric)
                        .map(lift -> new Adjusted(lift, 1 - cuped.varianceLeft(), hourly.asOf())));
  }

  private Answer<Lift> lift(Effect effect, Metric metric) {
    return Lift.of(effect, metric.direction(), fixedHorizon, settings);
  }

  private NonInferiority.Verdict harm(Effect effect, Metric metric) {
    var harm = metric.direction() == Direction.UP ? Harm.DECREASE : Harm.INCREASE;
    return NonInferiority.atAnyTime(
        effect, harm, metric.margin(), settings.tunedFor(), settings.alpha());
  }

  private List<Day> series(MetricSums sums, String arm) {
    return units
        .days()
        .map(
            day ->
                Day.of(
                    day,
                    effect(Effect.Kind.RELATIVE, sums.arm(control, day), sums.arm(arm, day)),
                    settings))
        .toList();
  }

  private Part part(Metric metric, MetricSums sums, StratumName stratum, String arm) {
    var before = sums.arm(control, stratum);
    var after = sums.arm(arm, stratum);
    return new Part(
        stratum,
        arm,
        before,
        after,
        effect(Effect.Kind.RELATIVE, before, after).then(effect -> lift(effect, metric)),
        Optional.empty());
  }
}
