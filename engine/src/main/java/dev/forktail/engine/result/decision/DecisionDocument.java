package dev.forktail.engine.result.decision;

import dev.forktail.assignment.Rollout.Step;
import dev.forktail.assignment.form.JsonText;
import dev.forktail.engine.experiment.json.DefinitionJson;
import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.result.decision.Decision.Known;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A decision as JSON: what was decided, the report, and the totals, definitions and rules that it
/// was made of.
final class DecisionDocument {
  private DecisionDocument() {}

  static String write(Decision decision) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("experiment", decision.before().key().value());
    tree.put("winner", decision.outcome().winner().value());
    var steps = decision.outcome().rollout().steps();
    if (!steps.isEmpty()) {
      tree.put("ramp", steps.stream().map(DecisionDocument::tree).toList());
    }
    tree.put("at", decision.change().at().toString());
    tree.put("who", decision.change().who());
    tree.put("note", decision.change().note());
    tree.put("version", decision.version());
    tree.put("definition", DefinitionJson.tree(decision.before()));
    switch (decision.known()) {
      case Known.Frozen(var evidence, var report) -> {
        tree.put("report", new JsonText(report));
        tree.put("evidence", tree(evidence));
      }
      case Known.Nothing(var reason) -> tree.put("noEvidence", reason);
    }
    return JsonTree.text(tree);
  }

  private static Map<String, Object> tree(Step step) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("at", step.at().toString());
    tree.put("share", step.share());
    return tree;
  }

  private static Map<String, Object> tree(Evidence evidence) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("at", evidence.at().toString());
    tree.put("settings", SettingsJson.tree(evidence.settings()));
    tree.put("run", RunJson.tree(evidence.totals().run()));
    tree.put("totals", TotalsJson.tree(evidence.totals()));
    return tree;
  }

  static Optional<Evidence> evidence(JsonFields document) {
    return document
        .findObject("evidence")
        .map(
            json ->
                new Evidence(
                    TotalsJson.read(
                        RunJson.read(json.findObject("run").orElseThrow()),
                        json.findObject("totals").orElseThrow()),
                    SettingsJson.read(json.findObject("settings").orElseThrow()),
                    json.time("at")));
  }
}
