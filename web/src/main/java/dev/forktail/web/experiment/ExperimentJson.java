package dev.forktail.web.experiment;

import dev.forktail.assignment.AssignmentStrategy;
import dev.forktail.assignment.hash.Hasher;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.experiment.StrategyCheck;
import dev.forktail.engine.experiment.json.DefinitionJson;
import dev.forktail.engine.experiment.json.RunsJson;
import dev.forktail.engine.json.JsonTree;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The answers about experiments.
final class ExperimentJson {
  private ExperimentJson() {}

  static String list(List<StoredExperiment> experiments) {
    return JsonTree.text(
        Map.of("experiments", experiments.stream().map(ExperimentJson::tree).toList()));
  }

  static String one(StoredExperiment experiment) {
    return JsonTree.text(tree(experiment));
  }

  private static Map<String, Object> tree(StoredExperiment experiment) {
    var tree = DefinitionJson.tree(experiment.definition());
    tree.put("runs", RunsJson.tree(experiment.runs()));
    tree.put("version", experiment.version());
    tree.put("created", experiment.created().toString());
    tree.put("changed", experiment.changed().toString());
    return tree;
  }

  static String strategies(StrategyCheck strategies) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("strategies", strategies.all().stream().map(ExperimentJson::tree).toList());
    tree.put("hashers", Arrays.stream(Hasher.values()).map(ExperimentJson::tree).toList());
    return JsonTree.text(tree);
  }

  private static Map<String, Object> tree(AssignmentStrategy strategy) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("name", strategy.name());
    tree.put("description", strategy.description());
    tree.put("needsMemory", strategy.needsMemory());
    return tree;
  }

  private static Map<String, Object> tree(Hasher hasher) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("name", hasher.key());
    tree.put("salts", hasher.salts());
    return tree;
  }
}
