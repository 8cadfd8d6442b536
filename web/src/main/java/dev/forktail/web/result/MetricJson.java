package dev.forktail.web.result;

import static dev.forktail.web.result.ResultJson.answer;
import static dev.forktail.web.result.ResultJson.optional;
import static dev.forktail.web.result.ResultJson.ordered;

import dev.forktail.engine.result.report.Adjusted;
import dev.forktail.engine.result.report.Corrected;
import dev.forktail.engine.result.report.Lift;
import dev.forktail.engine.result.report.MetricReport;
import dev.forktail.engine.result.report.MetricReport.ArmValue;
import dev.forktail.engine.result.report.MetricReport.Comparison;
import dev.forktail.engine.result.report.MetricReport.Day;
import dev.forktail.engine.result.report.MetricReport.Part;
import dev.forktail.engine.result.report.Outlook;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Interval;
import dev.forktail.statistics.estimate.Estimate;
import dev.forktail.statistics.inference.Evidence;
import dev.forktail.statistics.inference.NonInferiority;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What a run says of one metric, as JSON.
final class MetricJson {
  private MetricJson() {}

  static Map<String, @Nullable Object> tree(MetricReport report) {
    var metric = report.metric();
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("key", metric.key().value());
    tree.put("name", metric.name());
    tree.put("role", word(report.role()));
    tree.put("direction", word(metric.direction()));
    tree.put("minimumEffect", metric.minimumEffect());
    tree.put("margin", metric.margin());
    tree.put("live", metric.isLive());
    tree.put("updated", metric.isLive() ? "live" : "hourly");
    tree.put("filled", report.filled());
    tree.put("asOf", report.asOf().toString());
    tree.put("cap", report.cap());
    tree.put("arms", report.arms().stream().map(MetricJson::arm).toList());
    tree.put("comparisons", report.comparisons().stream().map(MetricJson::comparison).toList());
    tree.put("breakdown", report.breakdown().stream().map(MetricJson::part).toList());
    return tree;
  }

  private static Map<String, Object> arm(ArmValue arm) {
    return ordered("variant", (Object) arm.variant(), "value", estimate(arm.estimate()));
  }

  private static Object estimate(Answer<Estimate> answer) {
    return answer(
        answer,
        estimate -> {
          var tree = new LinkedHashMap<String, Object>();
          tree.put("value", estimate.value());
          tree.put("standardError", Math.sqrt(estimate.squaredError()));
          tree.put("units", estimate.units());
          return tree;
        });
  }

  private static Map<String, @Nullable Object> comparison(Comparison comparison) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("variant", comparison.variant());
    tree.put("relative", answer(comparison.relative(), MetricJson::lift));
    tree.put("absolute", answer(comparison.absolute(), MetricJson::lift));
    tree.put("corrected", optional(comparison.corrected(), MetricJson::corrected));
    tree.put("correctedFixed", optional(comparison.correctedFixed(), MetricJson::corrected));
    tree.put("outlook", answer(comparison.outlook(), MetricJson::outlook));
    tree.put(
        "guardrail",
        optional(comparison.guardrail(), verdict -> answer(verdict, MetricJson::guardrail)));
    tree.put("adjusted", answer(comparison.adjusted(), MetricJson::adjusted));
    tree.put("series", comparison.series().stream().map(MetricJson::day).toList());
    return tree;
  }

  private static Map<String, @Nullable Object> lift(Lift lift) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("lift", lift.effect().lift());
    tree.put("standardError", lift.effect().standardError());
    tree.put("degreesOfFreedom", lift.effect().degreesOfFreedom());
    tree.put("sequential", evidence(lift.sequential()));
    tree.put("fixed", optional(lift.fixed(), MetricJson::evidence));
    tree.put("chanceToWin", lift.chanceToWin());
    tree.put("treatmentRisk", lift.treatmentRisk());
    tree.put("controlRisk", lift.controlRisk());
    return tree;
  }

  private static Map<String, @Nullable Object> adjusted(Adjusted adjusted) {
    var tree = lift(adjusted.lift());
    tree.put("varianceReduction", adjusted.varianceReduction());
    tree.put("asOf", adjusted.asOf().toString());
    return tree;
  }

  private static Map<String, @Nullable Object> evidence(Evidence evidence) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("pValue", evidence.pValue());
    putInterval(tree, evidence.interval());
    return tree;
  }

  /// An end that is not bounded is null.
  private static void putInterval(Map<String, @Nullable Object> tree, Interval interval) {
    tree.put("low", finite(interval.low()));
    tree.put("high", finite(interval.high()));
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static Map<String, Object> corrected(Corrected corrected) {
    return ordered("holm", corrected.holm(), "benjaminiHochberg", corrected.benjaminiHochberg());
  }

  private static Map<String, @Nullable Object> outlook(Outlook outlook) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("powerNow", outlook.powerNow());
    tree.put("unitsLeft", answer(outlook.unitsLeft(), units -> units));
    tree.put("daysLeft", days(outlook.daysLeft()));
    return tree;
  }

  private static @Nullable Object days(Answer<OptionalLong> answer) {
    return answer instanceof Answer.Known<OptionalLong>(var days) && days.isPresent()
        ? days.getAsLong()
        : null;
  }

  private static Map<String, @Nullable Object> guardrail(NonInferiority.Verdict verdict) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("finding", word(verdict.finding()));
    tree.put("harmless", evidence(verdict.harmless()));
    tree.put("harmful", evidence(verdict.harmful()));
    return tree;
  }

  private static Map<String, @Nullable Object> day(Day day) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("day", day.day().toString());
    switch (day.lift()) {
      case Answer.Known<Day.Seen>(var seen) -> {
        tree.put("lift", seen.lift());
        putInterval(tree, seen.interval());
      }
      case Answer.Unknown<Day.Seen>(var reason) -> tree.put("reason", reason.sentence());
    }
    return tree;
  }

  private static Map<String, @Nullable Object> part(Part part) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("dimension", part.stratum().dimension());
    tree.put("value", part.stratum().value());
    tree.put("variant", part.variant());
    tree.put("control", estimate(part.control()));
    tree.put("treatment", estimate(part.treatment()));
    tree.put("relative", answer(part.relative(), MetricJson::lift));
    tree.put("corrected", optional(part.corrected(), MetricJson::corrected));
    return tree;
  }

  private static String word(Enum<?> of) {
    return of.name().toLowerCase(Locale.ROOT);
  }
}
