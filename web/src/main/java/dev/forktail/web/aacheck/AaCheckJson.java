package dev.forktail.web.aacheck;

import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.result.aacheck.AaCheckControl.Task;
import dev.forktail.engine.result.aacheck.AaCheckOutcome;
import dev.forktail.engine.result.aacheck.MetricFairness;
import dev.forktail.engine.result.aacheck.MetricFairness.Found;
import dev.forktail.statistics.Answer;
import java.util.LinkedHashMap;
import java.util.Map;

/// An A/A check as JSON.
final class AaCheckJson {
  private AaCheckJson() {}

  static String of(Task task) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("id", task.id());
    tree.put("state", state(task));
    tree.put("events", task.progress().events());
    tree.put("expected", task.progress().expected());
    tree.put("saltsDone", task.progress().salts());
    if (task.outcome() != null) {
      put(task.outcome(), tree);
    }
    tree.put("failure", task.failure());
    return JsonTree.text(tree);
  }

  private static String state(Task task) {
    if (task.running()) {
      return "running";
    }
    return task.outcome() == null ? "failed" : "done";
  }

  private static void put(AaCheckOutcome outcome, Map<String, Object> tree) {
    tree.put("from", outcome.from().toString());
    tree.put("asOf", outcome.asOf().toString());
    tree.put("units", outcome.units());
    tree.put("dealt", outcome.dealt());
    tree.put("salts", outcome.salts());
    tree.put("seed", outcome.seed());
    tree.put("fair", outcome.metrics().stream().noneMatch(MetricFairness::isUnfair));
    tree.put("metrics", outcome.metrics().stream().map(AaCheckJson::tree).toList());
  }

  private static Map<String, Object> tree(MetricFairness fairness) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("key", fairness.metric().key().value());
    tree.put("name", fairness.metric().name());
    tree.put("active", fairness.active());
    switch (fairness.found()) {
      case Answer.Known<Found>(var found) -> put(found, tree);
      case Answer.Unknown<Found>(var reason) -> {
        tree.put("finding", "unknown");
        tree.put("unknown", reason.name());
        tree.put("sentence", reason.sentence());
      }
    }
    return tree;
  }

  private static void put(Found found, Map<String, Object> tree) {
    switch (found.finding()) {
      case FAIR -> put(tree, "fair", "As it should be.");
      case TOO_OFTEN ->
          put(
              tree,
              "tooOften",
              "It shows effects that are not there: cap its values, or measure what is less rare or"
                  + " less extreme.");
      case TOO_RARELY ->
          put(
              tree,
              "tooRarely",
              "It is safe, but overlooks effects: a few units with extreme values hide them. Cap"
                  + " its values.");
      case UNEVEN ->
          put(
              tree,
              "uneven",
              "Its p-values are not spread evenly: so few units have a value that they take few"
                  + " steps. Check more days, or measure what is less rare.");
    }
    tree.put("rate", found.rate());
    tree.put("low", found.low());
    tree.put("high", found.high());
    tree.put("uniformity", found.uniformity());
    tree.put("sequentialRate", found.sequentialRate());
  }

  private static void put(Map<String, Object> tree, String finding, String sentence) {
    tree.put("finding", finding);
    tree.put("sentence", sentence);
  }
}
