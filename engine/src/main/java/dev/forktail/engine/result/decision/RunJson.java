package dev.forktail.engine.result.decision;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.json.MetricJson;
import dev.forktail.engine.result.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A run as JSON, with the definitions of its metrics as they were.
final class RunJson {
  private RunJson() {}

  static Map<String, Object> tree(Run run) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("project", run.project().value());
    tree.put("experiment", run.experiment().value());
    tree.put("number", run.number());
    tree.put("unit", run.unit());
    tree.put("strategy", run.strategy());
    tree.put("arms", run.arms().stream().map(RunJson::tree).toList());
    tree.put("started", run.started().toString());
    TotalsJson.put(tree, "ended", run.ended() == null ? null : run.ended().toString());
    tree.put("goals", run.goals().stream().map(MetricJson::tree).toList());
    tree.put("guardrails", run.guardrails().stream().map(MetricJson::tree).toList());
    return tree;
  }

  private static Map<String, Object> tree(Run.Arm arm) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("variant", arm.variant());
    tree.put("weight", arm.weight());
    return tree;
  }

  /// What [#tree] has written.
  static Run read(JsonFields json) {
    return new Run(
        new ProjectId(json.integer("project", 0, Integer.MAX_VALUE)),
        new ExperimentKey(json.text("experiment")),
        json.integer("number", 1, Integer.MAX_VALUE),
        json.text("unit"),
        json.text("strategy"),
        json.objects("arms").stream().map(RunJson::arm).toList(),
        json.time("started"),
        json.has("ended") ? json.time("ended") : null,
        metrics(json, "goals"),
        metrics(json, "guardrails"));
  }

  private static Run.Arm arm(JsonFields json) {
    return new Run.Arm(json.text("variant"), json.integer("weight", 0, Integer.MAX_VALUE));
  }

  private static List<Metric> metrics(JsonFields json, String name) {
    return json.objects(name).stream().map(MetricJson::read).toList();
  }
}
