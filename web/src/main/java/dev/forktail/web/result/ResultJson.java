package dev.forktail.web.result;

import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.report.ArmUnits;
import dev.forktail.engine.result.report.ReportSettings;
import dev.forktail.engine.result.report.ResultReport;
import dev.forktail.engine.result.report.SampleRatio;
import dev.forktail.engine.result.report.Verdict;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.allocation.SampleRatioTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Results as JSON; the fields are in docs/results.md. What has no value is an object with the
/// `reason`.
public final class ResultJson {
  private ResultJson() {}

  /// All of one report.
  public static String one(ResultReport report) {
    var tree = head(report);
    tree.put("settings", settings(report.settings()));
    tree.put("arms", report.arms().stream().map(ResultJson::arm).toList());
    tree.put("multiple", report.multiple());
    tree.put("machines", report.machines());
    tree.put("sampleRatio", sampleRatio(report.sampleRatio()));
    tree.put("metrics", report.metrics().stream().map(MetricJson::tree).toList());
    return JsonTree.text(tree);
  }

  /// The verdicts of all.
  static String list(List<ResultReport> reports) {
    return JsonTree.text(Map.of("results", reports.stream().map(ResultJson::head).toList()));
  }

  private static Map<String, @Nullable Object> head(ResultReport report) {
    Run run = report.run();
    var ended = run.ended();
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("experiment", run.experiment().value());
    tree.put("run", run.number());
    tree.put("unit", run.unit());
    tree.put("strategy", run.strategy());
    tree.put("started", run.started().toString());
    tree.put("ended", ended == null ? null : ended.toString());
    tree.put("asOf", report.asOf().toString());
    tree.put("ageMillis", report.age().toMillis());
    tree.put("units", report.units());
    tree.put("verdict", verdict(report.verdict()));
    return tree;
  }

  private static Map<String, Object> verdict(Verdict verdict) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("kind", kind(verdict));
    tree.put("sentence", verdict.sentence());
    tree.put("reason", verdict.reason());
    switch (verdict) {
      case Verdict.Ship(var arm, _) -> tree.put("arm", arm);
      case Verdict.Keep(var arm, _) -> tree.put("arm", arm);
      case Verdict.KeepRunning(var days, var units, _) -> {
        days.ifPresent(count -> tree.put("days", count));
        units.ifPresent(count -> tree.put("units", count));
      }
      case Verdict.DoNotTrust(var cause, _) -> cause.ifPresent(from -> tree.put("cause", from));
      case Verdict.Stop(var guardrail, var arm, _) -> {
        tree.put("guardrail", guardrail);
        tree.put("arm", arm);
      }
      case Verdict.NoDifference _,
          Verdict.TooEarly _,
          Verdict.BeingFilled _,
          Verdict.Undecided _ -> {}
    }
    return tree;
  }

  /// The verdict in one word, for programs.
  static String kind(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Ship _ -> "ship";
      case Verdict.Keep _ -> "keep";
      case Verdict.KeepRunning _ -> "keepRunning";
      case Verdict.DoNotTrust _ -> "doNotTrust";
      case Verdict.Stop _ -> "stop";
      case Verdict.NoDifference _ -> "noDifference";
      case Verdict.TooEarly _ -> "tooEarly";
      case Verdict.BeingFilled _ -> "beingFilled";
      case Verdict.Undecided _ -> "undecided";
    };
  }

  private static Map<String, @Nullable Object> settings(ReportSettings settings) {
    var prior = settings.prior();
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("alpha", settings.alpha());
    tree.put("tunedFor", settings.tunedFor());
    tree.put(
        "prior",
        prior == null ? null : ordered("mean", prior.mean(), "variance", prior.variance()));
    tree.put("power", settings.power());
    tree.put("mismatchAlpha", settings.mismatchAlpha());
    tree.put("armUnitsMin", settings.armUnitsMin());
    return tree;
  }

  private static Map<String, Object> arm(ArmUnits arm) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("variant", arm.variant());
    tree.put("weight", arm.weight());
    tree.put("units", arm.units());
    tree.put("expected", arm.expected());
    return tree;
  }

  private static Map<String, @Nullable Object> sampleRatio(SampleRatio ratio) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("mismatch", ratio.isMismatch());
    tree.put(
        "sequential",
        answer(
            ratio.sequential(),
            test -> ordered("pValue", test.pValue(), "logBayesFactor", test.logBayesFactor())));
    tree.put("fixed", answer(ratio.fixed(), ResultJson::chiSquare));
    tree.put("cause", ratio.cause().map(SampleRatio.Stratum::name).orElse(null));
    tree.put("strata", ratio.strata().stream().map(ResultJson::stratum).toList());
    return tree;
  }

  private static Map<String, Object> chiSquare(SampleRatioTest test) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("pValue", test.pValue());
    tree.put("chiSquare", test.statistic());
    tree.put("degreesOfFreedom", test.degreesOfFreedom());
    return tree;
  }

  private static Map<String, Object> stratum(SampleRatio.Stratum stratum) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("name", stratum.name());
    tree.put("units", stratum.counts());
    tree.put("pValueHolm", stratum.holm());
    tree.put("share", stratum.share());
    return tree;
  }

  /// The value, or the reason why there is none.
  static <T> Object answer(Answer<T> answer, Function<T, Object> tree) {
    return switch (answer) {
      case Answer.Known<T>(var value) -> tree.apply(value);
      case Answer.Unknown<T>(var reason) ->
          ordered("unknown", reason.name(), "reason", reason.sentence());
    };
  }

  /// The same order whenever it is written.
  static <T> Map<String, T> ordered(String name, T value, String other, T otherValue) {
    var tree = new LinkedHashMap<String, T>();
    tree.put(name, value);
    tree.put(other, otherValue);
    return tree;
  }

  static <T> @Nullable Object optional(Optional<T> value, Function<T, Object> tree) {
    return value.map(tree).orElse(null);
  }
}
