package dev.forktail.engine.experiment.json;

import dev.forktail.assignment.Value;
import dev.forktail.assignment.form.ExperimentForm;
import dev.forktail.assignment.form.FormException;
import dev.forktail.engine.experiment.Definition;
import java.util.LinkedHashMap;
import java.util.Map;

/// Definitions of experiments as JSON: `name`, `description`, and the fields of [ExperimentForm].
public final class DefinitionJson {
  private static final String NAME = "name";
  private static final String DESCRIPTION = "description";

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
    try {
      var experiment = ExperimentForm.read(json.rest());
      return new Definition(experiment, name.orElse(experiment.key().value()), description);
    } catch (FormException e) {
      throw new WrongFieldException(e.field().isEmpty() ? null : e.field(), e.getMessage() + ".");
    }
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
    tree.putAll(experiment);
    return tree;
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
