package dev.forktail.engine.experiment.json;

import dev.forktail.engine.experiment.ExperimentRun;
import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.json.WrongFieldException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The runs of an experiment as JSON: `[{"number":1,"started":TIME,"ended":TIME}]`, without `ended`
/// while one goes on.
public final class RunsJson {
  private static final String RUNS = "runs";
  private static final String ENDED = "ended";

  private RunsJson() {}

  /// The array of `json`; no runs if it is not there.
  ///
  /// @throws WrongFieldException when it is none
  static List<ExperimentRun> read(JsonFields json) {
    return json.objects(RUNS).stream().map(RunsJson::run).toList();
  }

  /// The runs in the array `text`.
  ///
  /// @throws WrongFieldException when it is none
  public static List<ExperimentRun> read(String text) {
    return read(JsonTree.object("{\"" + RUNS + "\":" + text + "}"));
  }

  private static ExperimentRun run(JsonFields json) {
    return new ExperimentRun(
        json.integer("number", 1, Integer.MAX_VALUE),
        json.time("started"),
        json.has(ENDED) ? json.time(ENDED) : null);
  }

  public static String write(List<ExperimentRun> runs) {
    return JsonTree.text(tree(runs));
  }

  public static List<Map<String, Object>> tree(List<ExperimentRun> runs) {
    return runs.stream().map(RunsJson::tree).toList();
  }

  private static Map<String, Object> tree(ExperimentRun run) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("number", run.number());
    tree.put("started", run.started().toString());
    if (run.ended() != null) {
      tree.put(ENDED, run.ended().toString());
    }
    return tree;
  }
}
