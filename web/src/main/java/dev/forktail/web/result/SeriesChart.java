package dev.forktail.web.result;

import dev.forktail.engine.result.report.MetricReport;
import dev.forktail.engine.result.report.MetricReport.Comparison;
import dev.forktail.engine.result.report.MetricReport.Day;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Interval;
import dev.forktail.web.result.ResultView.Chart;
import dev.forktail.web.result.ResultView.Line;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// The lift of one metric day by day, with its sequential interval, as paths in a box of 100.
final class SeriesChart {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  /// Of the first days, whose intervals are wide, no more is shown than so many times the last.
  private static final double WIDE = 2;

  private final MetricReport report;
  private final double reach;

  private SeriesChart(MetricReport report, double reach) {
    this.report = report;
    this.reach = reach;
  }

  /// The chart; empty while no two days have a lift.
  static Optional<Chart> of(MetricReport report) {
    var last =
        report.comparisons().stream()
            .map(each -> seen(each.series()))
            .filter(days -> days.size() > 1)
            .map(days -> days.getLast().seen().interval())
            .toList();
    if (last.isEmpty()) {
      return Optional.empty();
    }
    double reach =
        last.stream()
            .mapToDouble(each -> Math.max(Math.abs(each.low()), Math.abs(each.high())))
            .max()
            .orElseThrow();
    return Optional.of(new SeriesChart(report, WIDE * Math.max(reach, 1e-6)).chart());
  }

  private record Point(int day, Day.Seen seen) {}

  private static List<Point> seen(List<Day> series) {
    var points = new ArrayList<Point>();
    for (int day = 0; day < series.size(); day++) {
      if (series.get(day).lift() instanceof Answer.Known<Day.Seen>(var seen)) {
        points.add(new Point(day, seen));
      }
    }
    return points;
  }

  private Chart chart() {
    var comparisons = report.comparisons();
    var days = comparisons.getFirst().series();
    return new Chart(
        report.metric().name(),
        Math.max(1, days.size() - 1),
        height(0),
        Numbers.edge(reach),
        Numbers.edge(-reach),
        day(days.getFirst().day()),
        day(days.getLast().day()),
        IntStream.range(0, comparisons.size()).mapToObj(i -> line(i, comparisons.get(i))).toList(),
        summary());
  }

  private static String day(LocalDate day) {
    return DAY.format(day);
  }

  private Line line(int index, Comparison comparison) {
    var points = seen(comparison.series());
    return new Line(
        comparison.variant(),
        "arm-" + (index % 4 + 1),
        band(points),
        path(points),
        points.isEmpty() ? Numbers.NONE : Numbers.change(points.getLast().seen().lift()));
  }

  private String path(List<Point> points) {
    var path = new StringBuilder();
    points.forEach(point -> append(path, point.day(), point.seen().lift()));
    return path.toString();
  }

  private String band(List<Point> points) {
    var path = new StringBuilder();
    points.forEach(point -> append(path, point.day(), point.seen().interval().high()));
    points.reversed().forEach(point -> append(path, point.day(), point.seen().interval().low()));
    return points.isEmpty() ? "" : path.append('Z').toString();
  }

  private void append(StringBuilder path, int day, double lift) {
    path.append(path.isEmpty() ? 'M' : 'L').append(day).append(' ').append(height(lift));
  }

  private String height(double lift) {
    return String.format(Locale.ROOT, "%.2f", 50 - 50 * Math.clamp(lift / reach, -1, 1));
  }

  private String summary() {
    return report.comparisons().stream()
        .flatMap(each -> summary(each).stream())
        .reduce((a, b) -> a + " " + b)
        .orElse("");
  }

  private Optional<String> summary(Comparison comparison) {
    var points = seen(comparison.series());
    if (points.isEmpty()) {
      return Optional.empty();
    }
    Interval interval = points.getLast().seen().interval();
    return Optional.of(
        "%s of %s is now %s, between %s."
            .formatted(
                report.metric().name(),
                comparison.variant(),
                Numbers.change(points.getLast().seen().lift()),
                Numbers.interval(interval)));
  }
}
