package dev.forktail.engine.result.plan;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.json.WrongFieldException;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.json.MetricJson;
import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.live.PlannedRun;
import dev.forktail.engine.result.live.ResultPlan;
import dev.forktail.engine.result.live.Tally;
import dev.forktail.engine.result.live.UnitKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A plan as JSON.
public final class PlanText {
  private PlanText() {}

  public static String write(ResultPlan plan) {
    return JsonTree.text(
        Map.of(
            "runs", plan.runs().stream().map(PlanText::tree).toList(),
            "tracks", plan.tracks().stream().map(TrackTree::of).toList()));
  }

  private static Map<String, Object> tree(PlannedRun planned) {
    var run = planned.run();
    var tree = new LinkedHashMap<String, Object>();
    tree.put("id", planned.id());
    tree.put("project", run.project().value());
    tree.put("experiment", run.experiment().value());
    tree.put("number", run.number());
    tree.put("unit", run.unit());
    tree.put("strategy", run.strategy());
    tree.put(
        "arms",
        run.arms().stream()
            .map(arm -> Map.of("variant", arm.variant(), "weight", arm.weight()))
            .toList());
    tree.put("started", run.started().toString());
    if (run.ended() != null) {
      tree.put("ended", run.ended().toString());
    }
    tree.put("goals", run.goals().stream().map(MetricJson::tree).toList());
    tree.put("guardrails", run.guardrails().stream().map(MetricJson::tree).toList());
    tree.put("units", planned.units());
    tree.put("counted", planned.counted().uuid().toString());
    tree.put("since", planned.since());
    tree.put("tallies", planned.tallies().stream().map(PlanText::tree).toList());
    return tree;
  }

  private static Map<String, Object> tree(Tally tally) {
    return Map.of(
        "id", tally.id(),
        "metric", MetricJson.tree(tally.metric()),
        "tracks", tally.tracks().stream().map(String::valueOf).toList(),
        "counted", tally.counted().uuid().toString());
  }

  /// The plan in `text`.
  ///
  /// @throws IllegalArgumentException when it is not what was written
  public static ResultPlan read(long version, String text) {
    try {
      var json = JsonTree.object(text);
      return new ResultPlan(
          version,
          json.objects("runs").stream().map(PlanText::run).toList(),
          json.objects("tracks").stream().map(TrackTree::read).toList());
    } catch (WrongFieldException e) {
      throw new IllegalArgumentException(
          "Not a plan of results: version=%d field=%s %s".formatted(version, e.field(), e.reason()),
          e);
    }
  }

  private static PlannedRun run(JsonFields json) {
    var run =
        new Run(
            new ProjectId(json.integer("project", 0, Integer.MAX_VALUE)),
            new ExperimentKey(json.text("experiment")),
            json.integer("number", 1, Integer.MAX_VALUE),
            json.text("unit"),
            json.text("strategy"),
            json.objects("arms").stream().map(PlanText::arm).toList(),
            json.time("started"),
            json.has("ended") ? json.time("ended") : null,
            metrics(json, "goals"),
            metrics(json, "guardrails"));
    return new PlannedRun(
        json.integer("id", 1, Integer.MAX_VALUE),
        run,
        json.integer("units", 1, Integer.MAX_VALUE),
        counted(json),
        json.integer("since", 0, Integer.MAX_VALUE),
        json.objects("tallies").stream().map(PlanText::tally).toList());
  }

  private static Run.Arm arm(JsonFields json) {
    return new Run.Arm(json.text("variant"), json.integer("weight", 0, Integer.MAX_VALUE));
  }

  private static List<Metric> metrics(JsonFields json, String name) {
    return json.objects(name).stream().map(MetricJson::read).toList();
  }

  private static Tally tally(JsonFields json) {
    return new Tally(
        json.integer("id", 1, Integer.MAX_VALUE),
        MetricJson.read(json.findObject("metric").orElseThrow()),
        json.texts("tracks").stream().map(Integer::valueOf).toList(),
        counted(json));
  }

  private static UnitKey counted(JsonFields json) {
    return UnitKey.of(UUID.fromString(json.text("counted")));
  }
}
