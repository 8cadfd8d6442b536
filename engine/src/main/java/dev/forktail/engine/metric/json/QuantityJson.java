package dev.forktail.engine.metric.json;

import dev.forktail.assignment.condition.Condition;
import dev.forktail.assignment.form.ConditionForm;
import dev.forktail.assignment.form.FormException;
import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.WrongFieldException;
import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Quantity;
import dev.forktail.engine.metric.Quantity.Conversion;
import dev.forktail.engine.metric.Quantity.Count;
import dev.forktail.engine.metric.Quantity.Distinct;
import dev.forktail.engine.metric.Quantity.Funnel;
import dev.forktail.engine.metric.Quantity.Quantile;
import dev.forktail.engine.metric.Quantity.Ratio;
import dev.forktail.engine.metric.Quantity.Retention;
import dev.forktail.engine.metric.Quantity.Single;
import dev.forktail.engine.metric.Quantity.Sum;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a metric measures, in the fields of its JSON: `type`, and what that type needs.
final class QuantityJson {
  private static final String TYPE = "type";
  private static final String EVENT = "event";
  private static final String PROPERTY = "property";
  private static final String WHERE = "where";

  private QuantityJson() {}

  /// What the fields of `json` say; the caller refuses those that nobody has asked for.
  static Quantity read(JsonFields json) {
    return switch (json.text(TYPE)) {
      case "ratio" -> new Ratio(part(json, "numerator"), part(json, "denominator"));
      case "quantile" -> {
        var measure = measureOfProperty(json);
        double level = level(json);
        yield made(json, "level", () -> new Quantile(measure, level));
      }
      case "funnel" -> {
        var steps =
            json.objects("steps").stream()
                .map(
                    step -> {
                      var measure = measure(step, null);
                      step.refuseOthers();
                      return measure;
                    })
                .toList();
        yield made(json, "steps", () -> new Funnel(steps));
      }
      case "retention" -> {
        int day = json.integer("day", 1, Retention.DAY_MAX);
        yield new Retention(measure(json, null), day);
      }
      case String type -> single(json, type);
    };
  }

  private static double level(JsonFields json) {
    if (!json.has("level")) {
      throw new WrongFieldException(
          json.at("level"), "This is missing: a share between 0 and 1, such as 0.95.");
    }
    return json.number("level", 0);
  }

  private static Single single(JsonFields json, String type) {
    return switch (type) {
      case "conversion" -> new Conversion(measure(json, null));
      case "count" -> new Count(measure(json, null));
      case "sum" -> new Sum(measureOfProperty(json));
      case "distinct" -> new Distinct(measureOfProperty(json));
      default ->
          throw new WrongFieldException(
              json.at(TYPE),
              "This is conversion, count, sum, distinct, ratio, quantile, funnel or retention; a"
                  + " part of a ratio is one of the first four.");
    };
  }

  private static Single part(JsonFields json, String name) {
    var part =
        json.findObject(name)
            .orElseThrow(
                () -> new WrongFieldException(json.at(name), "This part of the ratio is missing."));
    var single = single(part, part.text(TYPE));
    part.refuseOthers();
    return single;
  }

  private static Measure measureOfProperty(JsonFields json) {
    var property = json.text(PROPERTY);
    return measure(json, property);
  }

  private static Measure measure(JsonFields json, @Nullable String property) {
    var event = json.text(EVENT);
    made(json, EVENT, () -> Measure.of(event)); // so that what it refuses is this field's fault
    var where = where(json);
    return made(json, PROPERTY, () -> new Measure(event, where, property));
  }

  private static Condition where(JsonFields json) {
    if (!json.has(WHERE)) {
      return Condition.always();
    }
    try {
      return ConditionForm.read(json.at(WHERE), json.value(WHERE));
    } catch (FormException e) {
      throw new WrongFieldException(e.field(), e.getMessage() + ".");
    }
  }

  /// What `maker` makes; what it refuses is the fault of the field `name`.
  private static <T> T made(JsonFields json, String name, Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      throw new WrongFieldException(json.at(name), e.getMessage() + ".");
    }
  }

  /// Adds what [#read] reads as `quantity`.
  static void addTo(Map<String, Object> tree, Quantity quantity) {
    tree.put(TYPE, type(quantity));
    switch (quantity) {
      case Single single -> add(tree, single.measure());
      case Ratio(var numerator, var denominator) -> {
        tree.put("numerator", part(numerator));
        tree.put("denominator", part(denominator));
      }
      case Quantile(var measure, double level) -> {
        add(tree, measure);
        tree.put("level", level);
      }
      case Funnel(var steps) ->
          tree.put(
              "steps",
              steps.stream()
                  .map(
                      step -> {
                        var fields = new LinkedHashMap<String, Object>();
                        add(fields, step);
                        return fields;
                      })
                  .toList());
      case Retention(var measure, int day) -> {
        add(tree, measure);
        tree.put("day", day);
      }
    }
  }

  private static Map<String, Object> part(Single single) {
    var tree = new LinkedHashMap<String, Object>();
    addTo(tree, single);
    return tree;
  }

  private static String type(Quantity quantity) {
    return switch (quantity) {
      case Conversion _ -> "conversion";
      case Count _ -> "count";
      case Sum _ -> "sum";
      case Distinct _ -> "distinct";
      case Ratio _ -> "ratio";
      case Quantile _ -> "quantile";
      case Funnel _ -> "funnel";
      case Retention _ -> "retention";
    };
  }

  private static void add(Map<String, Object> tree, Measure measure) {
    tree.put(EVENT, measure.event());
    if (measure.property() != null) {
      tree.put(PROPERTY, measure.property());
    }
    if (!measure.where().equals(Condition.always())) {
      tree.put(WHERE, ConditionForm.write(measure.where()));
    }
  }
}
