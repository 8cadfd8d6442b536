package dev.forktail.web.decision;

import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.web.decision.DecisionView.Arm;
import dev.forktail.web.decision.DecisionView.Row;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Reads the document of a decision into what its page shows: nothing is computed anew.
final class DecisionViews {
  private static final String UNKNOWN = "—";

  private DecisionViews() {}

  static DecisionView of(String document) {
    var json = JsonTree.object(document);
    var report = json.findObject("report");
    var verdict = report.flatMap(one -> one.findObject("verdict"));
    var experiment = json.text("experiment");
    return new DecisionView(
        experiment,
        json.findObject("definition").flatMap(one -> one.findText("name")).orElse(experiment),
        json.text("winner"),
        "%s, %s".formatted(json.text("who"), json.text("at")),
        json.findText("note").orElse(""),
        json.objects("ramp").stream().map(DecisionViews::step).toList(),
        verdict.map(one -> one.text("sentence")).orElse("No results."),
        verdict
            .map(one -> one.text("reason"))
            .or(() -> json.findText("noEvidence"))
            .orElse(UNKNOWN),
        report
            .map(one -> one.objects("arms").stream().map(DecisionViews::arm).toList())
            .orElse(List.of()),
        report.map(DecisionViews::rows).orElse(List.of()),
        report.map(one -> one.text("asOf")).orElse(UNKNOWN),
        "/api/experiments/%s/decision?version=%d"
            .formatted(experiment, (long) json.number("version", 0)));
  }

  private static String step(JsonFields json) {
    return "%s: %s".formatted(json.text("at"), percent(json.number("share", 0) / 10_000));
  }

  private static Arm arm(JsonFields json) {
    return new Arm(
        json.text("variant"), count(json.number("units", 0)), count(json.number("expected", 0)));
  }

  private static List<Row> rows(JsonFields report) {
    return report.objects("metrics").stream().flatMap(DecisionViews::rowsOf).toList();
  }

  private static Stream<Row> rowsOf(JsonFields metric) {
    var arms = metric.objects("arms");
    String control = arms.isEmpty() ? UNKNOWN : value(arms.getFirst());
    return metric.objects("comparisons").stream()
        .map(one -> row(metric, one, control, treatment(arms, one.text("variant"))));
  }

  private static String treatment(List<JsonFields> arms, String variant) {
    return arms.stream()
        .filter(arm -> arm.text("variant").equals(variant))
        .map(DecisionViews::value)
        .findFirst()
        .orElse(UNKNOWN);
  }

  private static Row row(
      JsonFields metric, JsonFields comparison, String control, String treatment) {
    var lift = comparison.findObject("relative").filter(one -> one.has("lift"));
    return new Row(
        metric.text("name"),
        metric.text("role"),
        comparison.text("variant"),
        control,
        treatment,
        lift.map(one -> percent(one.number("lift", 0))).orElse(UNKNOWN),
        lift.flatMap(one -> one.findObject("sequential"))
            .map(one -> percent(one, "low") + " … " + percent(one, "high"))
            .orElse(UNKNOWN),
        lift.map(one -> percent(one.number("chanceToWin", 0))).orElse(UNKNOWN));
  }

  private static String value(JsonFields arm) {
    return arm.findObject("value")
        .filter(one -> one.has("value"))
        .map(one -> String.format(Locale.ROOT, "%.4g", one.number("value", 0)))
        .orElse(UNKNOWN);
  }

  private static String percent(JsonFields json, String name) {
    return json.has(name) ? percent(json.number(name, 0)) : "∞";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }

  private static String count(double units) {
    return String.format(Locale.ROOT, "%,.0f", units);
  }
}
