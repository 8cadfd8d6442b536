package dev.forktail.engine.result.decision;

import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.metric.MetricKey;
import dev.forktail.engine.metric.json.MetricJson;
import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.RunTotals;
import dev.forktail.engine.result.RunTotals.MetricRow;
import dev.forktail.engine.result.RunTotals.MetricTotals;
import dev.forktail.engine.result.RunTotals.UnitRow;
import dev.forktail.engine.result.SumsJson;
import dev.forktail.engine.result.hourly.HourlyJson;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The totals of a run as JSON, to the last digit: sums are texts, since they may have more digits
/// than a number of JSON keeps. What was read is equal to what was written.
final class TotalsJson {
  private TotalsJson() {}

  static Map<String, Object> tree(RunTotals totals) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("units", totals.units().stream().map(TotalsJson::tree).toList());
    tree.put("multiple", totals.multiple());
    tree.put("machines", totals.machines());
    var metrics = new LinkedHashMap<String, Object>();
    new TreeMap<>(totals.metrics()).forEach((key, one) -> metrics.put(key.value(), tree(one)));
    tree.put("metrics", metrics);
    tree.put("asOf", totals.asOf().toString());
    return tree;
  }

  private static Map<String, Object> tree(UnitRow row) {
    var tree = place(row.day(), row.variant(), row.dimension(), row.value());
    tree.put("units", row.units());
    return tree;
  }

  private static Map<String, Object> tree(MetricTotals totals) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("filled", totals.filled());
    put(tree, "asOf", totals.asOf() == null ? null : totals.asOf().toString());
    tree.put("rows", totals.rows().stream().map(TotalsJson::tree).toList());
    put(tree, "hourly", totals.hourly() == null ? null : HourlyJson.tree(totals.hourly()));
    return tree;
  }

  private static Map<String, Object> tree(MetricRow row) {
    var tree = place(row.day(), row.variant(), row.dimension(), row.value());
    SumsJson.addTo(tree, row.sums());
    return tree;
  }

  private static Map<String, Object> place(
      LocalDate day, String variant, @Nullable String dimension, @Nullable String value) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("day", day.toString());
    tree.put("variant", variant);
    put(tree, "dimension", dimension);
    put(tree, "value", value);
    return tree;
  }

  static void put(Map<String, Object> tree, String name, @Nullable Object value) {
    if (value != null) {
      tree.put(name, value);
    }
  }

  /// What [#tree] has written.
  static RunTotals read(Run run, JsonFields json) {
    var metrics = new HashMap<MetricKey, MetricTotals>();
    json.findObject("metrics")
        .ifPresent(
            all ->
                all.names()
                    .forEach(
                        key ->
                            metrics.put(
                                MetricJson.key(all, key, key),
                                metric(all.findObject(key).orElseThrow()))));
    return new RunTotals(
        run,
        json.objects("units").stream().map(TotalsJson::unitRow).toList(),
        SumsJson.whole(json, "multiple"),
        SumsJson.whole(json, "machines"),
        metrics,
        json.time("asOf"));
  }

  private static MetricTotals metric(JsonFields json) {
    Instant asOf = json.has("asOf") ? json.time("asOf") : null;
    var rows = json.objects("rows").stream().map(TotalsJson::metricRow).toList();
    var hourly = json.findObject("hourly").map(HourlyJson::read).orElse(null);
    return new MetricTotals(rows, json.number("filled", 1), asOf, hourly);
  }

  private static UnitRow unitRow(JsonFields json) {
    return new UnitRow(
        LocalDate.parse(json.text("day")),
        json.text("variant"),
        json.findText("dimension").orElse(null),
        json.findText("value").orElse(null),
        SumsJson.whole(json, "units"));
  }

  private static MetricRow metricRow(JsonFields json) {
    return new MetricRow(
        LocalDate.parse(json.text("day")),
        json.text("variant"),
        json.findText("dimension").orElse(null),
        json.findText("value").orElse(null),
        SumsJson.read(json));
  }
}
