package dev.forktail.engine.result.report;

import dev.forktail.engine.result.report.MetricReport.Part;
import dev.forktail.engine.result.report.MetricReport.Role;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.inference.Evidence;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Corrects p-values for all that were looked at together.
final class Corrections {
  private Corrections() {}

  /// The reports with the p-values of goals corrected over goals and treatments. Guardrails stay as
  /// they are: with them a missed harm is the worse mistake.
  static List<MetricReport> overGoals(List<MetricReport> reports) {
    var goals =
        reports.stream()
            .filter(report -> report.role() == Role.GOAL)
            .flatMap(report -> report.comparisons().stream())
            .toList();
    var sequential =
        corrected(goals, of -> find(of.lift()).map(Lift::sequential).map(Evidence::pValue));
    var fixed = corrected(goals, of -> find(of.lift()).flatMap(Lift::fixed).map(Evidence::pValue));
    return reports.stream().map(report -> report.with(sequential, fixed)).toList();
  }

  /// The parts of one metric with their p-values corrected over all of them.
  static List<Part> overParts(List<Part> parts) {
    var corrected =
        corrected(parts, of -> find(of.relative()).map(Lift::sequential).map(Evidence::pValue));
    return parts.stream().map(part -> part.with(find(corrected, part))).toList();
  }

  static Optional<Corrected> find(Map<?, Corrected> corrected, Object of) {
    return Optional.ofNullable(corrected.get(of));
  }

  private static Optional<Lift> find(Answer<Lift> lift) {
    return lift instanceof Answer.Known<Lift>(var known) ? Optional.of(known) : Optional.empty();
  }

  /// By identity: two comparisons may be equal in all numbers.
  private static <T> Map<T, Corrected> corrected(
      List<T> all, Function<T, Optional<Double>> pValue) {
    var tested = all.stream().filter(each -> pValue.apply(each).isPresent()).toList();
    var values = tested.stream().map(each -> pValue.apply(each).orElseThrow()).toList();
    var corrected = Corrected.of(values);
    var byTest = new IdentityHashMap<T, Corrected>();
    for (int i = 0; i < tested.size(); i++) {
      byTest.put(tested.get(i), corrected.get(i));
    }
    return byTest;
  }
}
