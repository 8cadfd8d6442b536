package dev.forktail.engine.result.decision;

import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.result.report.Lift;
import dev.forktail.engine.result.report.MetricReport;
import dev.forktail.engine.result.report.MetricReport.Comparison;
import dev.forktail.engine.result.report.ResultReport;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.inference.NonInferiority;
import dev.forktail.statistics.inference.NonInferiority.Finding;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A guardrail that an arm harms by more than its margin, by a test that holds whenever one looks.
///
/// @param lift against the control
public record Harm(
    String control, String arm, Metric metric, Lift lift, NonInferiority.Verdict test) {

  /// The first one in `report`.
  public static Optional<Harm> find(ResultReport report) {
    String control = report.run().arms().getFirst().variant();
    return report
        .guardrails()
        .flatMap(
            guardrail ->
                guardrail.comparisons().stream()
                    .flatMap(comparison -> of(control, guardrail, comparison).stream()))
        .findFirst();
  }

  private static Optional<Harm> of(String control, MetricReport guardrail, Comparison comparison) {
    return comparison.guardrail().orElse(null)
                instanceof Answer.Known<NonInferiority.Verdict>(var test)
            && test.finding() == Finding.HARMFUL
            && comparison.lift() instanceof Answer.Known<Lift>(var lift)
        ? Optional.of(new Harm(control, comparison.variant(), guardrail.metric(), lift, test))
        : Optional.empty();
  }

  /// What happened, in words.
  public String sentence() {
    var interval = lift.sequential().interval();
    return String.format(
        Locale.ROOT,
        "Guardrail %s: %s differs from %s by %s (%s to %s); up to %s was allowed.",
        metric.name(),
        arm,
        control,
        percent(lift.effect().lift()),
        percent(interval.low()),
        percent(interval.high()),
        percent(metric.margin()));
  }

  /// The same for programs.
  Map<String, Object> facts() {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("metric", metric.key().value());
    facts.put("arm", arm);
    facts.put("lift", lift.effect().lift());
    facts.put("low", lift.sequential().interval().low());
    facts.put("high", lift.sequential().interval().high());
    facts.put("margin", metric.margin());
    facts.put("pValue", test.harmful().pValue());
    return facts;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%+.1f %%", share * 100);
  }
}
