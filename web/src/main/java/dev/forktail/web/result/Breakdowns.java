package dev.forktail.web.result;

import dev.forktail.engine.result.report.Corrected;
import dev.forktail.engine.result.report.Lift;
import dev.forktail.engine.result.report.MetricReport;
import dev.forktail.engine.result.report.ResultReport;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.estimate.Estimate;
import dev.forktail.web.result.ResultView.Breakdown;
import dev.forktail.web.result.ResultView.Dimension;
import dev.forktail.web.result.ResultView.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The lifts of metrics among the units of each value of each dimension.
final class Breakdowns {
  /// So many values of a dimension are shown, those with the most units.
  private static final int PARTS_MAX = 8;

  private Breakdowns() {}

  static List<Breakdown> of(ResultReport report) {
    var breakdowns = new ArrayList<Breakdown>();
    for (var metric : report.metrics()) {
      if (!metric.breakdown().isEmpty()) {
        breakdowns.add(
            new Breakdown(
                metric.metric().key().value(),
                metric.metric().name(),
                breakdowns.isEmpty(),
                dimensions(metric)));
      }
    }
    return breakdowns;
  }

  private static List<Dimension> dimensions(MetricReport report) {
    Map<String, List<MetricReport.Part>> byDimension = new LinkedHashMap<>();
    report
        .breakdown()
        .forEach(
            part ->
                byDimension
                    .computeIfAbsent(part.stratum().dimension(), _ -> new ArrayList<>())
                    .add(part));
    var dimensions = new ArrayList<Dimension>();
    byDimension.forEach((name, parts) -> dimensions.add(dimension(report, name, parts)));
    return dimensions;
  }

  private static Dimension dimension(
      MetricReport report, String name, List<MetricReport.Part> parts) {
    var shown =
        parts.stream()
            .sorted(Comparator.comparingLong(Breakdowns::unitsOf).reversed())
            .limit((long) PARTS_MAX * report.comparisons().size())
            .toList();
    double zone = ForestPlot.zone(report);
    var scale =
        Scale.of(
            shown.stream().flatMap(part -> ForestPlot.interval(part.relative())).toList(), zone, 1);
    return new Dimension(
        name,
        scale.ticks(),
        shown.stream().map(part -> part(report, part, scale)).toList(),
        shown.size() < parts.size()
            ? "and " + (parts.size() - shown.size()) + " more with fewer units"
            : "");
  }

  private static long unitsOf(MetricReport.Part part) {
    return units(part.control()) + units(part.treatment());
  }

  private static long units(Answer<Estimate> arm) {
    return arm instanceof Answer.Known<Estimate>(var estimate) ? estimate.units() : 0;
  }

  private static Part part(MetricReport report, MetricReport.Part part, Scale scale) {
    double zone = ForestPlot.zone(report);
    return switch (part.relative()) {
      case Answer.Known<Lift>(var lift) ->
          new Part(
              part.stratum().value(),
              part.variant(),
              Numbers.count(unitsOf(part)),
              scale.bar(lift, zone),
              ResultViews.level(report.metric(), lift, part.corrected()),
              Numbers.change(lift.effect().lift()),
              part.corrected()
                  .map(Corrected::holm)
                  .map(p -> "p " + Numbers.pValue(p))
                  .orElse(Numbers.NONE));
      case Answer.Unknown<Lift>(var reason) ->
          new Part(
              part.stratum().value(),
              part.variant(),
              Numbers.count(unitsOf(part)),
              scale.none(zone),
              "grey",
              Numbers.NONE,
              reason.sentence());
    };
  }
}
