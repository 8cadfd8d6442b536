package dev.forktail.app.aacheck;

import dev.forktail.app.terminal.Columns;
import dev.forktail.app.terminal.Columns.Cell;
import dev.forktail.engine.json.JsonFields;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/// What an A/A check has found, as people read it.
final class AaCheckText {
  private static final String NONE = "–";

  private final JsonFields task;

  AaCheckText(JsonFields task) {
    this.task = task;
  }

  void printTo(PrintWriter out) {
    out.println(
        "%s of %s visitors since %s were dealt to two arms %s times; nothing else told these apart."
            .formatted(
                count(task.number("dealt", 0)),
                count(task.number("units", 0)),
                task.text("from"),
                count(task.number("salts", 0))));
    out.println();
    var columns =
        new Columns(
            List.of("metric", "active", "significant", "should be", "evenness p", "sequential"));
    var metrics = task.objects("metrics");
    metrics.forEach(metric -> columns.add(cells(metric)));
    columns.printTo(out);
    out.println();
    metrics.forEach(metric -> out.println(metric.text("key") + ": " + metric.text("sentence")));
  }

  private static List<Cell> cells(JsonFields metric) {
    boolean known = metric.has("rate");
    return List.of(
        Cell.text(metric.text("key")),
        Cell.number(count(metric.number("active", 0))),
        Cell.number(known ? percent(metric, "rate") : NONE),
        Cell.text(known ? percent(metric, "low") + " to " + percent(metric, "high") : NONE),
        Cell.number(known ? decimal("%.3f", metric.number("uniformity", 0)) : NONE),
        Cell.number(known ? percent(metric, "sequentialRate") : NONE));
  }

  private static String percent(JsonFields metric, String name) {
    return decimal("%.1f %%", 100 * metric.number(name, 0));
  }

  private static String count(double number) {
    return decimal("%,.0f", number);
  }

  private static String decimal(String form, double number) {
    return String.format(Locale.ROOT, form, number);
  }
}
