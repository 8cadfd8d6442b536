package dev.forktail.web.metric;

import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.metric.StoredMetric;
import dev.forktail.engine.metric.json.MetricJson;
import java.util.List;
import java.util.Map;

/// The answers about metrics.
final class StoredMetricJson {
  private StoredMetricJson() {}

  static String list(List<StoredMetric> metrics) {
    return JsonTree.text(Map.of("metrics", metrics.stream().map(StoredMetricJson::tree).toList()));
  }

  /// The fields of one, to which more may be added.
  static Map<String, Object> tree(StoredMetric stored) {
    var tree = MetricJson.tree(stored.metric());
    tree.put("updated", stored.metric().isLive() ? "live" : "hourly");
    tree.put("archived", stored.archived());
    tree.put("version", stored.version());
    tree.put("created", stored.created().toString());
    tree.put("changed", stored.changed().toString());
    return tree;
  }
}
