package dev.forktail.engine.experiment.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.forktail.assignment.condition.Condition;
import dev.forktail.assignment.condition.Condition.Bound;
import dev.forktail.assignment.condition.Condition.Place;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Conditions as JSON: `{"all": […]}`, `{"any": […]}`, `{"not": {…}}`, and for an attribute
/// `{"attribute": "country", "in": ["DE"]}` with one of `exists`, `in`, `gt`/`gte`/`lt`/`lte`,
/// `after`/`before`, `contains`, `startsWith`, `endsWith`, `version`, `matches`, `network`,
/// `share`.
final class ConditionJson {
  private static final int POINTS = 10_000;
  private static final Map<Place, String> PLACES =
      Map.of(Place.ANYWHERE, "contains", Place.START, "startsWith", Place.END, "endsWith");

  private ConditionJson() {}

  static Condition read(JsonFields json) {
    var condition = json.has("attribute") ? ofAttribute(json) : ofConditions(json);
    json.refuseOthers();
    return condition;
  }

  private static Condition ofConditions(JsonFields json) {
    if (json.has("all")) {
      return json.make("all", () -> new Condition.All(conditions(json.objects("all"))));
    }
    if (json.has("any")) {
      return json.make("any", () -> new Condition.Any(conditions(json.objects("any"))));
    }
    if (json.has("not")) {
      var inner = json.findObject("not").orElseThrow();
      return json.make("not", () -> new Condition.Not(read(inner)));
    }
    throw new WrongFieldException(
        json.path(), "A condition has one of all, any, not, or an attribute.");
  }

  private static List<Condition> conditions(List<JsonFields> all) {
    return all.stream().map(ConditionJson::read).toList();
  }

  private static Condition ofAttribute(JsonFields json) {
    var attribute = json.text("attribute");
    var tests = tests(json, attribute);
    if (tests.size() != 1) {
      throw new WrongFieldException(
          json.path(),
          "A condition on an attribute has one of exists, in, gt, gte, lt, lte, after, before,"
              + " contains, startsWith, endsWith, version, matches, network, share.");
    }
    return tests.getFirst();
  }

  private static List<Condition> tests(JsonFields json, String attribute) {
    var tests = new ArrayList<Condition>();
    if (json.has("exists")) {
      var exists = new Condition.Exists(attribute);
      tests.add(json.truth("exists", true) ? exists : new Condition.Not(exists));
    }
    if (json.has("in")) {
      tests.add(json.make("in", () -> new Condition.In(attribute, values(json.elements("in")))));
    }
    var min = bound(json, "gte", "gt");
    var max = bound(json, "lte", "lt");
    if (min != null || max != null) {
      tests.add(new Condition.Range(attribute, min, max));
    }
    var from = json.findTime("after");
    var to = json.findTime("before");
    if (from.isPresent() || to.isPresent()) {
      tests.add(new Condition.During(attribute, from.orElse(null), to.orElse(null)));
    }
    PLACES.forEach((place, name) -> addContains(json, attribute, place, name, tests));
    json.findText("version")
        .ifPresent(
            range ->
                tests.add(json.make("version", () -> new Condition.Version(attribute, range))));
    json.findText("matches")
        .ifPresent(
            pattern ->
                tests.add(json.make("matches", () -> new Condition.Matches(attribute, pattern))));
    if (json.has("network")) {
      var networks = json.texts("network");
      tests.add(json.make("network", () -> new Condition.Network(attribute, networks)));
    }
    json.findObject("share").ifPresent(share -> tests.add(share(attribute, share)));
    return tests;
  }

  private static void addContains(
      JsonFields json, String attribute, Place place, String name, List<Condition> tests) {
    if (json.has(name)) {
      var texts = json.texts(name);
      boolean ignoreCase = json.truth("ignoreCase", false);
      tests.add(json.make(name, () -> new Condition.Contains(attribute, place, texts, ignoreCase)));
    }
  }

  private static Condition share(String attribute, JsonFields json) {
    var salt = json.text("salt");
    int from = json.integer("from", 0, POINTS, 0);
    int to = json.integer("to", 0, POINTS);
    json.refuseOthers();
    return json.make(() -> new Condition.Share(attribute, salt, from, to));
  }

  private static List<Object> values(List<?> elements) {
    return elements.stream().map(ConditionJson::value).toList();
  }

  private static Object value(Object element) {
    return switch (element) {
      case String text -> text;
      case Boolean truth -> truth;
      case BigDecimal number -> number(number);
      default ->
          throw new IllegalArgumentException("Each of these is a text, a number, true or false");
    };
  }

  /// In the form in which attributes are compared.
  private static Number number(BigDecimal number) {
    try {
      return number.longValueExact();
    } catch (ArithmeticException _) { // it is not whole
      return number.doubleValue();
    }
  }

  private static @Nullable Bound bound(JsonFields json, String inclusive, String exclusive) {
    if (json.has(inclusive) && json.has(exclusive)) {
      throw new WrongFieldException(
          json.at(exclusive), "There is either " + inclusive + " or " + exclusive + ".");
    }
    String name = json.has(inclusive) ? inclusive : exclusive;
    return switch (json.value(name)) {
      case null -> null;
      case BigDecimal number -> new Bound(number.doubleValue(), name.equals(inclusive));
      default -> throw new WrongFieldException(json.at(name), "This is a number.");
    };
  }

  static void write(JsonGenerator json, Condition condition) throws IOException {
    JsonTree.write(json, tree(condition));
  }

  private static Map<String, Object> tree(Condition condition) {
    var tree = new LinkedHashMap<String, Object>();
    switch (condition) {
      case Condition.All(var inner) -> tree.put("all", trees(inner));
      case Condition.Any(var inner) -> tree.put("any", trees(inner));
      case Condition.Not(var inner) -> tree.put("not", tree(inner));
      case Condition.Exists(var attribute) -> test(tree, attribute, "exists", true);
      case Condition.In(var attribute, var values) -> test(tree, attribute, "in", values);
      case Condition.Range(var attribute, var min, var max) -> {
        tree.put("attribute", attribute);
        putBound(tree, min, "gte", "gt");
        putBound(tree, max, "lte", "lt");
      }
      case Condition.During(var attribute, var from, var to) -> {
        tree.put("attribute", attribute);
        putTime(tree, "after", from);
        putTime(tree, "before", to);
      }
      case Condition.Contains(var attribute, var place, var texts, var ignoreCase) -> {
        test(tree, attribute, PLACES.getOrDefault(place, "contains"), texts);
        if (ignoreCase) {
          tree.put("ignoreCase", true);
        }
      }
      case Condition.Version(var attribute, var range) -> test(tree, attribute, "version", range);
      case Condition.Matches(var attribute, var pattern) ->
          test(tree, attribute, "matches", pattern);
      case Condition.Network(var attribute, var networks) ->
          test(tree, attribute, "network", networks);
      case Condition.Share(var attribute, var salt, var from, var to) -> {
        var share = new LinkedHashMap<String, Object>();
        share.put("salt", salt);
        share.put("from", from);
        share.put("to", to);
        test(tree, attribute, "share", share);
      }
    }
    return tree;
  }

  private static List<Map<String, Object>> trees(List<Condition> conditions) {
    return conditions.stream().map(ConditionJson::tree).toList();
  }

  private static void test(Map<String, Object> tree, String attribute, String name, Object value) {
    tree.put("attribute", attribute);
    tree.put(name, value);
  }

  private static void putBound(
      Map<String, Object> tree, @Nullable Bound bound, String inclusive, String exclusive) {
    if (bound != null) {
      tree.put(bound.inclusive() ? inclusive : exclusive, bound.number());
    }
  }

  private static void putTime(Map<String, Object> tree, String name, @Nullable Instant time) {
    if (time != null) {
      tree.put(name, time.toString());
    }
  }
}
