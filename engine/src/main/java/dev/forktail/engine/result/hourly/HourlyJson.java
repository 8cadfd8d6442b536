package dev.forktail.engine.result.hourly;

import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.metric.json.MetricJson;
import dev.forktail.engine.result.HourlyTotals;
import dev.forktail.engine.result.SumsJson;
import dev.forktail.engine.result.hourly.HourlyRecord.Computed;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.estimate.Estimate;
import dev.forktail.statistics.sums.Sums;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// What is computed by the hour as JSON; what was read is equal to what was written.
public final class HourlyJson {
  private static final String METRICS = "metrics";
  private static final String UNKNOWN = "unknown";
  private static final String CAP = "cap";

  private HourlyJson() {}

  /// Of all metrics of a record.
  public static String write(List<Computed> metrics) {
    return JsonTree.text(Map.of(METRICS, metrics.stream().map(HourlyJson::tree).toList()));
  }

  private static Map<String, Object> tree(Computed computed) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("metric", MetricJson.tree(computed.metric()));
    tree.put("totals", tree(computed.totals()));
    return tree;
  }

  /// Of one metric.
  public static Map<String, Object> tree(HourlyTotals totals) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("asOf", totals.asOf().toString());
    tree.put("adjusted", each(totals.adjusted(), HourlyJson::tree));
    tree.put("quantiles", each(totals.quantiles(), HourlyJson::tree));
    if (totals.cap() != null) {
      tree.put(CAP, totals.cap());
    }
    return tree;
  }

  private static <T> Map<String, Object> each(Map<String, T> of, Function<T, Object> tree) {
    var all = new LinkedHashMap<String, Object>();
    new TreeMap<>(of).forEach((variant, one) -> all.put(variant, tree.apply(one)));
    return all;
  }

  private static Map<String, Object> tree(Sums sums) {
    var tree = new LinkedHashMap<String, Object>();
    SumsJson.addTo(tree, sums);
    return tree;
  }

  private static Map<String, Object> tree(Answer<Estimate> answer) {
    return switch (answer) {
      case Answer.Known<Estimate>(Estimate(var value, var variance, var units)) -> {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("value", value);
        tree.put("variance", variance);
        tree.put("units", units);
        yield tree;
      }
      case Answer.Unknown<Estimate>(var reason) -> Map.of(UNKNOWN, reason.name());
    };
  }

  /// What [#write] has written.
  public static List<Computed> read(String json) {
    return JsonTree.object(json).objects(METRICS).stream().map(HourlyJson::computed).toList();
  }

  private static Computed computed(JsonFields json) {
    return new Computed(
        MetricJson.read(json.findObject("metric").orElseThrow()),
        read(json.findObject("totals").orElseThrow()));
  }

  /// What [#tree(HourlyTotals)] has written.
  public static HourlyTotals read(JsonFields json) {
    return new HourlyTotals(
        json.time("asOf"),
        read(json, "adjusted", SumsJson::read),
        read(json, "quantiles", HourlyJson::estimate),
        json.has(CAP) ? json.number(CAP, 0) : null);
  }

  private static <T> Map<String, T> read(
      JsonFields json, String name, Function<JsonFields, T> reading) {
    var all = new HashMap<String, T>();
    json.findObject(name)
        .ifPresent(
            of ->
                of.names()
                    .forEach(
                        variant ->
                            all.put(variant, reading.apply(of.findObject(variant).orElseThrow()))));
    return all;
  }

  private static Answer<Estimate> estimate(JsonFields json) {
    return json.findText(UNKNOWN)
        .map(reason -> Answer.<Estimate>unknown(Reason.valueOf(reason)))
        .orElseGet(
            () ->
                Answer.of(
                    new Estimate(
                        json.number("value", 0),
                        json.number("variance", 0),
                        SumsJson.whole(json, "units"))));
  }
}
