package dev.forktail.assignment.form;

import dev.forktail.assignment.condition.Condition;
import dev.forktail.assignment.condition.Condition.All;
import dev.forktail.assignment.condition.Condition.Any;
import dev.forktail.assignment.condition.Condition.Bound;
import dev.forktail.assignment.condition.Condition.Contains;
import dev.forktail.assignment.condition.Condition.During;
import dev.forktail.assignment.condition.Condition.Exists;
import dev.forktail.assignment.condition.Condition.In;
import dev.forktail.assignment.condition.Condition.Matches;
import dev.forktail.assignment.condition.Condition.Network;
import dev.forktail.assignment.condition.Condition.Not;
import dev.forktail.assignment.condition.Condition.Range;
import dev.forktail.assignment.condition.Condition.Share;
import dev.forktail.assignment.condition.Condition.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Conditions as trees that [ConditionForm] reads.
final class ConditionTree {
  private ConditionTree() {}

  static Map<String, Object> of(Condition condition) {
    return switch (condition) {
      case All(var inner) -> inner.isEmpty() ? Map.of() : Map.of("all", all(inner));
      case Any(var inner) -> Map.of("any", all(inner));
      case Not(var inner) -> Map.of("not", of(inner));
      case Exists(var attribute) -> on(attribute, "exists", true);
      case In(var attribute, var values) ->
          values.size() == 1
              ? on(attribute, "equals", values.getFirst())
              : on(attribute, "in", values);
      case Range range -> range(range);
      case During period -> during(period);
      case Contains contains -> contains(contains);
      case Version(var attribute, var range) -> on(attribute, "semver", range);
      case Matches(var attribute, var pattern) -> on(attribute, "regex", pattern);
      case Network(var attribute, var networks) -> on(attribute, "cidr", networks);
      case Share share -> on(share.attribute(), "percent", share(share));
    };
  }

  private static List<Map<String, Object>> all(List<Condition> conditions) {
    return conditions.stream().map(ConditionTree::of).toList();
  }

  private static Map<String, Object> on(String attribute, String name, Object value) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("attribute", attribute);
    tree.put(name, value);
    return tree;
  }

  private static Map<String, Object> range(Range range) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("attribute", range.attribute());
    put(tree, range.min(), "min", "above");
    put(tree, range.max(), "max", "below");
    return tree;
  }

  private static Map<String, Object> share(Share share) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("salt", share.salt());
    tree.put("from", share.from());
    tree.put("to", share.to());
    return tree;
  }

  private static void put(
      Map<String, Object> tree, @Nullable Bound bound, String inclusive, String exclusive) {
    if (bound != null) {
      tree.put(bound.inclusive() ? inclusive : exclusive, bound.number());
    }
  }

  private static Map<String, Object> during(During period) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("attribute", period.attribute());
    put(tree, period.from(), "from");
    put(tree, period.to(), "until");
    return tree;
  }

  static void put(Map<String, Object> tree, @Nullable Instant time, String name) {
    if (time != null) {
      tree.put(name, time.toString());
    }
  }

  private static Map<String, Object> contains(Contains contains) {
    var tree = on(contains.attribute(), ConditionForm.nameOf(contains.place()), contains.texts());
    if (contains.ignoreCase()) {
      tree.put("ignoreCase", true);
    }
    return tree;
  }
}
