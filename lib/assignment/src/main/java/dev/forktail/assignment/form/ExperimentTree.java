package dev.forktail.assignment.form;

import dev.forktail.assignment.ExclusionSlot;
import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.Schedule;
import dev.forktail.assignment.State;
import dev.forktail.assignment.Unit;
import dev.forktail.assignment.Value;
import dev.forktail.assignment.Variant;
import dev.forktail.assignment.condition.Condition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Experiments as trees that [ExperimentForm] reads; the same tree in the same order for equal
/// ones.
final class ExperimentTree {
  private ExperimentTree() {}

  static Map<String, Object> of(Experiment experiment) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("key", experiment.key().value());
    tree.put("state", experiment.state().word());
    if (experiment.state() instanceof State.Decided(var winner, var rollout)) {
      tree.put("winner", winner.value());
      if (!rollout.steps().isEmpty()) {
        tree.put("ramp", RolloutForm.tree(rollout));
      }
    }
    tree.put("unit", name(experiment.unit()));
    tree.put("strategy", experiment.strategy().name());
    putIf(tree, "options", experiment.strategy().options());
    tree.put("hasher", experiment.hashing().hasher().key());
    putIf(tree, "salts", experiment.hashing().salts());
    tree.put("variants", experiment.variants().stream().map(ExperimentTree::variant).toList());
    tree.put("traffic", experiment.traffic());
    addWho(experiment, tree);
    if (!experiment.schedule().equals(Schedule.ALWAYS)) {
      tree.put("schedule", schedule(experiment.schedule()));
    }
    return tree;
  }

  private static void addWho(Experiment experiment, Map<String, Object> tree) {
    var exclusion = experiment.exclusion();
    if (exclusion != null) {
      tree.put("exclusion", exclusion(exclusion));
    }
    if (!experiment.holdouts().isEmpty()) {
      tree.put(
          "holdouts",
          experiment.holdouts().stream()
              .map(holdout -> two("key", holdout.key(), "share", holdout.share()))
              .toList());
    }
    if (!experiment.targeting().equals(Condition.always())) {
      tree.put("targeting", ConditionTree.of(experiment.targeting()));
    }
    var forced = new TreeMap<String, String>();
    experiment.forced().forEach((id, variant) -> forced.put(id, variant.value()));
    putIf(tree, "forced", forced);
  }

  private static void putIf(Map<String, Object> tree, String name, Map<String, String> map) {
    if (!map.isEmpty()) {
      tree.put(name, new TreeMap<>(map));
    }
  }

  private static String name(Unit unit) {
    return switch (unit) {
      case Unit.UserId() -> "userId";
      case Unit.AnonymousId() -> "anonymousId";
      case Unit.DeviceId() -> "deviceId";
      case Unit.AccountId() -> "accountId";
      case Unit.Person() -> "person";
      case Unit.Attribute(var name) -> name;
    };
  }

  private static Map<String, Object> variant(Variant variant) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("key", variant.key().value());
    tree.put("weight", variant.weight());
    var value = variant.value();
    if (value != null) {
      tree.put("value", plain(value));
    }
    return tree;
  }

  private static Object plain(Value value) {
    return switch (value) {
      case Value.Truth(var truth) -> truth;
      case Value.Text(var text) -> text;
      case Value.Decimal(var number) -> number;
      case Value.Json(var text) -> new JsonText(text);
    };
  }

  private static Map<String, Object> exclusion(ExclusionSlot slot) {
    var ranges = slot.ranges().stream().map(range -> List.of(range.from(), range.to())).toList();
    return two("group", slot.group(), "ranges", ranges);
  }

  private static Map<String, Object> schedule(Schedule schedule) {
    var tree = new LinkedHashMap<String, Object>();
    ConditionTree.put(tree, schedule.start(), "start");
    ConditionTree.put(tree, schedule.end(), "end");
    if (!schedule.ramp().isEmpty()) {
      tree.put(
          "ramp",
          schedule.ramp().stream()
              .map(step -> two("at", step.at().toString(), "traffic", step.traffic()))
              .toList());
    }
    return tree;
  }

  private static Map<String, Object> two(String first, Object one, String second, Object other) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put(first, one);
    tree.put(second, other);
    return tree;
  }
}
