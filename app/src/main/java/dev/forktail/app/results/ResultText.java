package dev.forktail.app.results;

import dev.forktail.app.terminal.Columns;
import dev.forktail.app.terminal.Columns.Cell;
import dev.forktail.engine.json.JsonFields;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The answer of a server about an experiment, as people read it: the verdict, then the numbers.
final class ResultText {
  private static final String NONE = "–";

  private final JsonFields result;

  ResultText(JsonFields result) {
    this.result = result;
  }

  void printTo(PrintWriter out) {
    var verdict = object(result, "verdict");
    out.println(verdict.text("sentence"));
    out.println(verdict.text("reason"));
    out.println();
    out.println(head());
    out.println();
    printArms(out);
    for (var metric : result.objects("metrics")) {
      out.println();
      printMetric(out, metric);
    }
  }

  private String head() {
    return "%s, run %.0f since %s%s; data as of %s, %s ago"
        .formatted(
            result.text("experiment"),
            result.number("run", 1),
            result.text("started"),
            result.findText("ended").map(end -> " until " + end).orElse(""),
            result.text("asOf"),
            age(result.number("ageMillis", 0)));
  }

  private static String age(double millis) {
    return millis < 10_000
        ? String.format(Locale.ROOT, "%.0f ms", millis)
        : String.format(Locale.ROOT, "%,.0f s", millis / 1_000);
  }

  private void printArms(PrintWriter out) {
    var columns = new Columns(List.of("arm", "units", "expected"));
    for (var arm : result.objects("arms")) {
      columns.add(
          List.of(
              Cell.text(arm.text("variant")),
              Cell.number(count(arm.number("units", 0))),
              Cell.number(count(arm.number("expected", 0)))));
    }
    columns.printTo(out);
    var ratio = object(result, "sampleRatio");
    var pValue = number(object(ratio, "sequential"), "pValue");
    out.println(
        "Shares of the arms: %s. Left out: %s units in two arms, %s machines."
            .formatted(
                pValue
                    .map(
                        p ->
                            (ratio.truth("mismatch", false) ? "wrong" : "as they should be")
                                + " (p "
                                + pValue(p)
                                + ")")
                    .orElse("not tested"),
                count(result.number("multiple", 0)),
                count(result.number("machines", 0))));
  }

  private static void printMetric(PrintWriter out, JsonFields metric) {
    out.println(
        "%s %s (wanted: %s; what matters: %s; %s)"
            .formatted(
                metric.text("role"),
                metric.text("name"),
                metric.text("direction"),
                percent(metric.number("minimumEffect", 0)),
                freshness(metric)));
    var columns =
        new Columns(
            List.of(
                "arm",
                "units",
                "value",
                "lift",
                "at any time",
                "p",
                "p (Holm)",
                "better",
                "power",
                "units left",
                "guardrail"));
    for (var arm : metric.objects("arms")) {
      var comparison =
          metric.objects("comparisons").stream()
              .filter(each -> each.text("variant").equals(arm.text("variant")))
              .findFirst();
      columns.add(row(arm, comparison));
    }
    columns.printTo(out);
    adjusted(metric).forEach(out::println);
    reasons(metric).forEach(out::println);
  }

  private static List<Cell> row(JsonFields arm, Optional<JsonFields> comparison) {
    var value = object(arm, "value");
    var lift = comparison.map(each -> object(each, "relative"));
    var sequential = lift.flatMap(each -> each.findObject("sequential"));
    var outlook = comparison.map(each -> object(each, "outlook"));
    return List.of(
        Cell.text(arm.text("variant")),
        cell(number(value, "units").map(ResultText::count)),
        cell(number(value, "value").map(ResultText::value)),
        cell(lift.flatMap(each -> number(each, "lift")).map(ResultText::change)),
        cell(sequential.map(ResultText::interval)),
        cell(sequential.flatMap(each -> number(each, "pValue")).map(ResultText::pValue)),
        cell(
            comparison
                .flatMap(each -> each.findObject("corrected"))
                .flatMap(each -> number(each, "holm"))
                .map(ResultText::pValue)),
        cell(lift.flatMap(each -> number(each, "chanceToWin")).map(ResultText::percent)),
        cell(outlook.flatMap(each -> number(each, "powerNow")).map(ResultText::percent)),
        cell(outlook.flatMap(each -> number(each, "unitsLeft")).map(ResultText::count)),
        Cell.text(
            comparison
                .flatMap(each -> each.findObject("guardrail"))
                .flatMap(each -> each.findText("finding"))
                .orElse("")));
  }

  private static String freshness(JsonFields metric) {
    return metric.truth("live", true) ? "live" : "hourly, as of " + metric.text("asOf");
  }

  /// The lifts without what units were before, where they are known.
  private static List<String> adjusted(JsonFields metric) {
    return metric.objects("comparisons").stream()
        .flatMap(
            each -> each.findObject("adjusted").flatMap(found -> adjusted(each, found)).stream())
        .toList();
  }

  private static Optional<String> adjusted(JsonFields comparison, JsonFields adjusted) {
    return number(adjusted, "lift")
        .map(
            lift ->
                "%s adjusted by what units did before: %s (%s at any time), %s less variance, as of %s"
                    .formatted(
                        comparison.text("variant"),
                        change(lift),
                        interval(object(adjusted, "sequential")),
                        percent(adjusted.number("varianceReduction", 0)),
                        adjusted.text("asOf")));
  }

  /// Why there is no lift.
  private static List<String> reasons(JsonFields metric) {
    return metric.objects("comparisons").stream()
        .flatMap(
            each ->
                object(each, "relative")
                    .findText("reason")
                    .map(reason -> each.text("variant") + ": " + reason)
                    .stream())
        .collect(Collectors.toList());
  }

  private static JsonFields object(JsonFields of, String name) {
    return of.findObject(name).orElseThrow();
  }

  /// A number; empty where there is a reason instead.
  private static Optional<Double> number(JsonFields of, String name) {
    return of.value(name) instanceof Number number
        ? Optional.of(number.doubleValue())
        : Optional.empty();
  }

  private static Cell cell(Optional<String> number) {
    return Cell.number(number.orElse(NONE));
  }

  private static String interval(JsonFields evidence) {
    return "%s to %s"
        .formatted(change(evidence.number("low", 0)), change(evidence.number("high", 0)));
  }

  private static String count(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }

  private static String value(double number) {
    return String.format(Locale.ROOT, Math.abs(number) < 100 ? "%.4f" : "%,.2f", number);
  }

  private static String change(double share) {
    return String.format(Locale.ROOT, "%+.2f %%", 100 * share);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String pValue(double p) {
    return p < 0.0001 ? "<0.0001" : String.format(Locale.ROOT, "%.4f", p);
  }
}
