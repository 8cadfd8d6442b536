package dev.forktail.web.metric;

import dev.forktail.engine.metric.trial.MetricTrial;
import dev.forktail.engine.metric.trial.MetricTrial.Count;
import dev.forktail.engine.metric.trial.MetricTrial.Counted;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a metric would have counted, as JSON.
final class TrialJson {
  private TrialJson() {}

  static Map<String, Object> tree(MetricTrial trial) {
    var tree = new LinkedHashMap<String, Object>();
    if (trial.asOf() != null) {
      tree.put("asOf", trial.asOf().toString());
    }
    tree.put("measures", trial.measures().stream().map(TrialJson::tree).toList());
    tree.put("warnings", trial.warnings());
    return tree;
  }

  private static Map<String, Object> tree(Counted counted) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("event", counted.measure().event());
    if (counted.measure().property() != null) {
      tree.put("property", counted.measure().property());
    }
    tree.put("yesterday", tree(counted.yesterday()));
    tree.put("last24Hours", tree(counted.last24Hours()));
    return tree;
  }

  private static Map<String, Object> tree(Count count) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("events", count.events());
    tree.put("units", count.units());
    tree.put("unusable", count.events() - count.usable());
    if (count.sum() != null) {
      tree.put("sum", count.sum());
    }
    var mean = count.mean();
    if (mean != null) {
      tree.put("mean", mean);
    }
    return tree;
  }
}
