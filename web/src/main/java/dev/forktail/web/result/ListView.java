package dev.forktail.web.result;

import dev.forktail.assignment.State;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.result.report.ResultReport;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the page of all experiments shows.
///
/// @param isNew whether no experiment was decided yet
record ListView(List<Line> lines, boolean isNew) {

  /// @param state `draft`, `running`, …
  /// @param level the CSS class of the verdict
  /// @param sentence the verdict; empty for one that never ran
  record Line(String key, String name, String state, String units, String level, String sentence) {}

  /// Those with results first, the last started first; then the others by their keys.
  static ListView of(List<ResultReport> reports, List<StoredExperiment> experiments) {
    Map<String, StoredExperiment> byKey =
        experiments.stream()
            .collect(Collectors.toMap(each -> each.key().value(), Function.identity()));
    var measured =
        reports.stream()
            .map(
                report ->
                    line(
                        report, Optional.ofNullable(byKey.get(report.run().experiment().value()))));
    var known =
        reports.stream()
            .map(report -> report.run().experiment().value())
            .collect(Collectors.toSet());
    var others =
        experiments.stream()
            .filter(each -> !known.contains(each.key().value()))
            .sorted(Comparator.comparing(StoredExperiment::key))
            .map(ListView::line);
    return new ListView(
        Stream.concat(measured, others).toList(), experiments.stream().noneMatch(ListView::isOver));
  }

  private static boolean isOver(StoredExperiment experiment) {
    return switch (experiment.experiment().state()) {
      case State.Decided _, State.Archived _ -> true;
      case State.Draft _, State.Running _, State.Paused _ -> false;
    };
  }

  private static Line line(ResultReport report, Optional<StoredExperiment> experiment) {
    var head = ResultViews.head(report, experiment);
    var verdict = ResultViews.verdict(report.verdict());
    return new Line(
        head.key(),
        head.name(),
        head.state(),
        Numbers.count(report.units()) + " units",
        verdict.level(),
        verdict.sentence());
  }

  private static Line line(StoredExperiment experiment) {
    return new Line(
        experiment.key().value(),
        experiment.definition().name(),
        ResultViews.state(experiment),
        "",
        "grey",
        "Nothing is measured.");
  }
}
