package dev.forktail.engine.experiment.json;

import dev.forktail.assignment.Value;
import dev.forktail.assignment.form.ExperimentForm;
import dev.forktail.assignment.form.FormException;
import dev.forktail.engine.experiment.Definition;
import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.json.WrongFieldException;
import dev.forktail.engine.metric.MetricKey;
import dev.forktail.engine.metric.json.MetricJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Definitions of experiments as JSON: `name`, `description`, the keys of `metrics` and
/// `guardrails`, and the fields of [ExperimentForm].
public final class DefinitionJson {
  private static final String NAME = "name";
  private static final String DESCRIPTION = "description";
  private static final String METRICS = "metrics";
  private static final String GUARDRAILS = "guardrails";

  private DefinitionJson() {}

  /// The definition in `json`, which may say its state.
  ///
  /// @throws WrongFieldException when it is none
  public static Definition read(String json) {
    return read(JsonTree.object(json));
  }

  /// The definition in the fields of `json` that the caller has not asked for.
  ///
  /// @throws WrongFieldException when it is none
  public static Definition read(JsonFields json) {
    var name = json.findText(NAME);
    var description = json.findText(DESCRIPTION).orElse("");
    requireLength(json.at(NAME), name.orElse(""), Definition.NAME_LENGTH_MAX);
    requireLength(json.at(DESCRIPTION), description, Definition.DESCRIPTION_LENGTH_MAX);
    var seen = new HashSet<MetricKey>();
    var metrics = keys(json, METRICS, seen);
    var guardrails = keys(json, GUARDRAILS, seen);
    try {
      var experiment = ExperimentForm.read(json.rest());
      return new Definition(
          experiment, name.orElse(experiment.key().value()), description, metrics, guardrails);
    } catch (FormException e) {
      throw new WrongFieldException(e.field().isEmpty() ? null : e.field(), e.getMessage() + ".");
    }
  }

  private static List<MetricKey> keys(JsonFields json, String name, Set<MetricKey> seen) {
    var texts = json.texts(name);
    var keys = new ArrayList<MetricKey>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      var field = name + "[" + i + "]";
      var key = MetricJson.key(json, field, texts.get(i));
      if (!seen.add(key)) {
        throw new WrongFieldException(json.at(field), "This metric is named already.");
      }
      keys.add(key);
    }
    if (seen.size() > Definition.METRICS_MAX) {
      throw new WrongFieldException(
          json.at(name),
          "There are at most " + Definition.METRICS_MAX + ", guardrails among them.");
    }
    return keys;
  }

  private static void requireLength(String field, String text, int max) {
    if (text.length() > max) {
      throw new WrongFieldException(field, "This has at most " + max + " characters.");
    }
  }

  /// One object.
  public static String write(Definition definition) {
    return JsonTree.text(tree(definition));
  }

  /// The fields of one object, to which more may be added.
  public static Map<String, Object> tree(Definition definition) {
    var experiment = ExperimentForm.write(definition.experiment());
    var tree = new LinkedHashMap<String, Object>();
    tree.put("key", definition.key().value());
    tree.put(NAME, definition.name());
    if (!definition.description().isEmpty()) {
      tree.put(DESCRIPTION, definition.description());
    }
    put(tree, METRICS, definition.metrics());
    put(tree, GUARDRAILS, definition.guardrails());
    tree.putAll(experiment);
    return tree;
  }

  private static void put(Map<String, Object> tree, String name, List<MetricKey> keys) {
    if (!keys.isEmpty()) {
      tree.put(name, keys.stream().map(MetricKey::value).toList());
    }
  }

  /// The JSON text of a variant's value.
  public static String text(Value value) {
    return switch (value) {
      case Value.Truth(var truth) -> Boolean.toString(truth);
      case Value.Text(var text) -> JsonTree.text(text);
      case Value.Decimal(var number) -> number.toString();
      case Value.Json(var text) -> text;
    };
  }
}
