package dev.forktail.engine.experiment.json;

import static dev.forktail.engine.experiment.json.ExperimentFields.UNITS;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.Schedule;
import dev.forktail.assignment.State;
import dev.forktail.assignment.Unit;
import dev.forktail.assignment.Value;
import dev.forktail.assignment.Variant;
import dev.forktail.assignment.condition.Condition;
import dev.forktail.engine.experiment.Definition;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/// Definitions of experiments as JSON. What is as it is when nothing is said is left out, but for
/// what makes an answer readable.
public final class DefinitionJson {
  private static final JsonFactory JSON = new JsonFactory();

  private DefinitionJson() {}

  /// The definition in `json`, which may say its state.
  ///
  /// @throws WrongFieldException when it is none
  public static Definition read(String json) {
    var fields = JsonTree.object(json);
    var definition = read(fields);
    fields.refuseOthers();
    return definition;
  }

  /// The definition in `json`, of which the caller may take more.
  ///
  /// @throws WrongFieldException when it is none
  public static Definition read(JsonFields json) {
    return ExperimentFields.read(json);
  }

  /// One object.
  public static String write(Definition definition) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(text)) {
      json.writeStartObject();
      writeFields(json, definition);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory does not fail", e);
    }
    return text.toString();
  }

  /// The fields of an object that has been begun.
  public static void writeFields(JsonGenerator json, Definition definition) throws IOException {
    var experiment = definition.experiment();
    json.writeStringField("key", experiment.key().value());
    json.writeStringField("name", definition.name());
    if (!definition.description().isEmpty()) {
      json.writeStringField("description", definition.description());
    }
    json.writeStringField("state", experiment.state().word());
    if (experiment.state() instanceof State.Decided(var winner)) {
      json.writeStringField("winner", winner.value());
    }
    json.writeStringField("unit", unit(experiment.unit()));
    json.writeStringField("strategy", experiment.strategy().name());
    writeTexts(json, "options", experiment.strategy().options());
    json.writeStringField("hasher", experiment.hashing().hasher().key());
    writeTexts(json, "salts", experiment.hashing().salts());
    json.writeNumberField("traffic", experiment.traffic());
    writeVariants(json, experiment);
    writeRules(json, experiment);
    writeSchedule(json, experiment.schedule());
  }

  private static String unit(Unit unit) {
    if (unit instanceof Unit.Attribute(var name)) {
      return ExperimentFields.ATTRIBUTE + name;
    }
    return UNITS.entrySet().stream()
        .filter(entry -> entry.getValue().equals(unit))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private static void writeTexts(JsonGenerator json, String field, Map<String, String> texts)
      throws IOException {
    if (!texts.isEmpty()) {
      json.writeFieldName(field);
      JsonTree.write(json, new TreeMap<>(texts));
    }
  }

  private static void writeVariants(JsonGenerator json, Experiment experiment) throws IOException {
    json.writeArrayFieldStart("variants");
    for (Variant variant : experiment.variants()) {
      json.writeStartObject();
      json.writeStringField("key", variant.key().value());
      json.writeNumberField("weight", variant.weight());
      Value value = variant.value();
      if (value != null) {
        json.writeFieldName("value");
        json.writeRawValue(text(value));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
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

  private static void writeRules(JsonGenerator json, Experiment experiment) throws IOException {
    var exclusion = experiment.exclusion();
    if (exclusion != null) {
      json.writeObjectFieldStart("exclusion");
      json.writeStringField("group", exclusion.group());
      json.writeArrayFieldStart("ranges");
      for (var range : exclusion.ranges()) {
        json.writeArray(new int[] {range.from(), range.to()}, 0, 2);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    if (!experiment.holdouts().isEmpty()) {
      json.writeArrayFieldStart("holdouts");
      for (var holdout : experiment.holdouts()) {
        json.writeStartObject();
        json.writeStringField("key", holdout.key());
        json.writeNumberField("share", holdout.share());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    if (!experiment.targeting().equals(Condition.always())) {
      json.writeFieldName("targeting");
      ConditionJson.write(json, experiment.targeting());
    }
    var forced = new TreeMap<String, String>();
    experiment.forced().forEach((id, variant) -> forced.put(id, variant.value()));
    writeTexts(json, "forced", forced);
  }

  private static void writeSchedule(JsonGenerator json, Schedule schedule) throws IOException {
    if (schedule.equals(Schedule.ALWAYS)) {
      return;
    }
    json.writeObjectFieldStart("schedule");
    if (schedule.start() != null) {
      json.writeStringField("start", schedule.start().toString());
    }
    if (schedule.end() != null) {
      json.writeStringField("end", schedule.end().toString());
    }
    json.writeArrayFieldStart("ramp");
    for (var step : schedule.ramp()) {
      json.writeStartObject();
      json.writeStringField("at", step.at().toString());
      json.writeNumberField("traffic", step.traffic());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
