package dev.forktail.web.result;

import dev.forktail.engine.result.report.Adjusted;
import dev.forktail.engine.result.report.Corrected;
import dev.forktail.engine.result.report.Lift;
import dev.forktail.engine.result.report.MetricReport;
import dev.forktail.engine.result.report.MetricReport.ArmValue;
import dev.forktail.engine.result.report.MetricReport.Comparison;
import dev.forktail.engine.result.report.Outlook;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.estimate.Estimate;
import dev.forktail.web.live.Figures;
import dev.forktail.web.result.ResultView.ArmRow;
import dev.forktail.web.result.ResultView.MetricTable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// All numbers of a metric, arm by arm.
final class MetricTables {
  private MetricTables() {}

  static MetricTable of(MetricReport report) {
    return new MetricTable(
        report.metric().name(),
        ForestPlot.role(report),
        aside(report),
        report.arms().stream().map(arm -> row(report, arm)).toList(),
        adjusted(report),
        reasons(report));
  }

  private static String aside(MetricReport report) {
    var matters = "what matters: " + Numbers.size(report.metric().minimumEffect());
    var fresh = report.metric().isLive() ? "live" : "hourly, as of " + Figures.time(report.asOf());
    var cap = report.cap();
    return cap == null
        ? matters + "; " + fresh
        : "%s; %s; cut at %s"
            .formatted(matters, fresh, Numbers.value(report.metric().quantity(), cap));
  }

  /// The lifts without what units were before, where they are known.
  private static List<String> adjusted(MetricReport report) {
    return report.comparisons().stream()
        .flatMap(
            comparison ->
                known(comparison.adjusted())
                    .map(adjusted -> adjusted(comparison, adjusted))
                    .stream())
        .toList();
  }

  private static String adjusted(Comparison comparison, Adjusted adjusted) {
    var lift = adjusted.lift();
    return "%s, adjusted by what units did before: %s (%s at any time%s), %s less variance; hourly, as of %s."
        .formatted(
            comparison.variant(),
            Numbers.change(lift.effect().lift()),
            Numbers.interval(lift.sequential().interval()),
            lift.fixed()
                .map(fixed -> "; " + Numbers.interval(fixed.interval()) + " in one look")
                .orElse(""),
            Numbers.percent(adjusted.varianceReduction()),
            Figures.time(adjusted.asOf()));
  }

  private static List<String> reasons(MetricReport report) {
    if (report.filled() < 1) {
      return List.of(
          Numbers.percent(report.filled()) + " of the events before its definition are counted.");
    }
    return report.comparisons().stream()
        .flatMap(comparison -> reason(comparison).stream())
        .toList();
  }

  private static Optional<String> reason(Comparison comparison) {
    return comparison.relative() instanceof Answer.Unknown<Lift>(var reason)
        ? Optional.of(comparison.variant() + ": " + reason.sentence())
        : Optional.empty();
  }

  private static ArmRow row(MetricReport report, ArmValue arm) {
    var comparison =
        report.comparisons().stream()
            .filter(each -> each.variant().equals(arm.variant()))
            .findFirst();
    var lift = comparison.flatMap(each -> known(each.relative()));
    var outlook = comparison.flatMap(each -> known(each.outlook()));
    var estimate = known(arm.estimate());
    return new ArmRow(
        arm.variant(),
        or(estimate.map(each -> Numbers.count(each.units()))),
        or(estimate.map(each -> value(report, each))),
        or(lift.map(each -> Numbers.change(each.effect().lift()))),
        comparison.map(each -> ResultViews.level(report.metric(), each)).orElse("grey"),
        or(lift.map(each -> Numbers.interval(each.sequential().interval()))),
        or(lift.flatMap(Lift::fixed).map(fixed -> Numbers.interval(fixed.interval()))),
        or(lift.map(each -> Numbers.pValue(each.sequential().pValue()))),
        or(comparison.flatMap(Comparison::corrected).map(Corrected::holm).map(Numbers::pValue)),
        or(lift.flatMap(Lift::fixed).map(fixed -> Numbers.pValue(fixed.pValue()))),
        or(lift.map(each -> Numbers.percent(each.chanceToWin()))),
        or(lift.map(each -> Numbers.risk(each.treatmentRisk()))),
        or(lift.map(each -> Numbers.risk(each.controlRisk()))),
        or(outlook.map(each -> Numbers.percent(each.powerNow()))),
        or(outlook.map(MetricTables::left)));
  }

  private static String value(MetricReport report, Estimate estimate) {
    return Numbers.value(report.metric().quantity(), estimate.value());
  }

  private static String left(Outlook outlook) {
    if (!(outlook.unitsLeft() instanceof Answer.Known<Long>(var units))) {
      return "never";
    }
    if (units == 0) {
      return "none";
    }
    var days =
        outlook.daysLeft() instanceof Answer.Known<OptionalLong>(var known)
            ? known
            : OptionalLong.empty();
    return Numbers.count(units)
        + (days.isPresent() ? " (%s d)".formatted(Numbers.count(days.getAsLong())) : "");
  }

  static <T> Optional<T> known(Answer<T> answer) {
    return answer instanceof Answer.Known<T>(var value) ? Optional.of(value) : Optional.empty();
  }

  private static String or(Optional<String> text) {
    return text.orElse(Numbers.NONE);
  }
}
