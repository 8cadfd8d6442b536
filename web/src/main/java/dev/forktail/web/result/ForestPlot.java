package dev.forktail.web.result;

import dev.forktail.engine.metric.Direction;
import dev.forktail.engine.result.report.Lift;
import dev.forktail.engine.result.report.MetricReport;
import dev.forktail.engine.result.report.MetricReport.Comparison;
import dev.forktail.engine.result.report.MetricReport.Role;
import dev.forktail.engine.result.report.ResultReport;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Interval;
import dev.forktail.web.result.ResultView.Forest;
import dev.forktail.web.result.ResultView.Row;
import java.util.List;
import java.util.stream.Stream;

/// The lifts of all metrics and arms on one scale.
final class ForestPlot {
  private final Scale scale;

  private ForestPlot(Scale scale) {
    this.scale = scale;
  }

  static Forest of(ResultReport report) {
    var intervals =
        report.metrics().stream()
            .flatMap(metric -> metric.comparisons().stream())
            .flatMap(comparison -> interval(comparison.relative()))
            .toList();
    double matters = report.metrics().stream().mapToDouble(ForestPlot::zone).max().orElse(0.01);
    var scale = Scale.of(intervals, matters, 3);
    var plot = new ForestPlot(scale);
    return new Forest(scale.ticks(), report.metrics().stream().flatMap(plot::rows).toList());
  }

  static Stream<Interval> interval(Answer<Lift> answer) {
    return answer instanceof Answer.Known<Lift>(var lift)
        ? Stream.of(lift.sequential().interval())
        : Stream.of();
  }

  /// Up to where a change does not matter.
  static double zone(MetricReport report) {
    return report.role() == Role.GOAL ? report.metric().minimumEffect() : report.metric().margin();
  }

  private Stream<Row> rows(MetricReport report) {
    return report.comparisons().stream().map(comparison -> row(report, comparison));
  }

  private Row row(MetricReport report, Comparison comparison) {
    double zone = zone(report);
    var level = ResultViews.level(report.metric(), comparison);
    return switch (comparison.relative()) {
      case Answer.Known<Lift>(var lift) ->
          new Row(
              report.metric().name(),
              role(report),
              comparison.variant(),
              level,
              scale.bar(lift, zone),
              Numbers.change(lift.effect().lift()),
              detail(lift));
      case Answer.Unknown<Lift>(var reason) ->
          new Row(
              report.metric().name(),
              role(report),
              comparison.variant(),
              level,
              scale.none(zone),
              Numbers.NONE,
              report.filled() < 1 ? "being filled" : reason.sentence());
    };
  }

  private static String detail(Lift lift) {
    return "%s · %s better"
        .formatted(
            Numbers.interval(lift.sequential().interval()), Numbers.percent(lift.chanceToWin()));
  }

  static String role(MetricReport report) {
    List<String> words =
        Stream.of(
                report.role() == Role.GUARDRAIL ? "guardrail" : "",
                report.metric().direction() == Direction.DOWN ? "less is better" : "",
                report.metric().isLive() ? "" : "by the hour")
            .filter(word -> !word.isEmpty())
            .toList();
    return String.join(", ", words);
  }
}
