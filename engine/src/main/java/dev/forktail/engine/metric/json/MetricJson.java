package dev.forktail.engine.metric.json;

import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.json.WrongFieldException;
import dev.forktail.engine.metric.Cap;
import dev.forktail.engine.metric.Direction;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.MetricKey;
import dev.forktail.engine.metric.Quantity;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Metrics as JSON. Only `key`, `type` and what that type measures are needed:
///
/// ```json
/// {"key":"revenue","name":"Revenue","description":"…",
///  "type":"sum","event":"Order Completed","property":"revenue",
///  "where":{"attribute":"currency","equals":"EUR"},
///  "window":"7d","cap":{"value":500},"direction":"up","minimumEffect":0.02,"margin":0.01}
/// ```
///
/// | `type` | needs |
/// | --- | --- |
/// | `conversion`, `count` | `event` |
/// | `sum`, `distinct` | `event`, `property` |
/// | `quantile` | `event`, `property`, `level` |
/// | `retention` | `event`, `day` |
/// | `funnel` | `steps`, each with an `event` |
/// | `ratio` | `numerator` and `denominator`, each of one of the first four types |
///
/// Beside each `event`, `where` is a condition on the properties of the event, in the form of
/// [dev.forktail.assignment.form.ConditionForm].
public final class MetricJson {
  private static final String CAP = "cap";
  private static final String PERCENTILE = "percentile";
  private static final String DIRECTION = "direction";
  private static final double RELATIVE_MAX = 100;

  private MetricJson() {}

  /// The metric in `json`.
  ///
  /// @throws WrongFieldException when it is none
  public static Metric read(String json) {
    return read(JsonTree.object(json));
  }

  /// The metric in the fields of `json` that the caller has not asked for.
  ///
  /// @throws WrongFieldException when it is none
  public static Metric read(JsonFields json) {
    var key = key(json, "key", json.text("key"));
    var name = text(json, "name", key.value(), Metric.NAME_LENGTH_MAX);
    var description = text(json, "description", "", Metric.DESCRIPTION_LENGTH_MAX);
    var quantity = QuantityJson.read(json);
    var window = WindowText.find(json, "window").orElse(null);
    var cap = cap(json, quantity);
    var direction = direction(json);
    double effect = json.number("minimumEffect", Metric.MINIMUM_EFFECT);
    require(json, "minimumEffect", effect > 0 && effect < RELATIVE_MAX, "above 0");
    double margin = json.number("margin", Metric.MARGIN);
    require(json, "margin", margin >= 0 && margin < RELATIVE_MAX, "0 or more");
    json.refuseOthers();
    return new Metric(key, name, description, quantity, window, cap, direction, effect, margin);
  }

  /// The key of a metric in the field `name`.
  ///
  /// @throws WrongFieldException when it cannot be one
  public static MetricKey key(JsonFields json, String name, String text) {
    try {
      return new MetricKey(text);
    } catch (IllegalArgumentException e) {
      throw new WrongFieldException(json.at(name), e.getMessage() + ".");
    }
  }

  private static String text(JsonFields json, String name, String fallback, int max) {
    var text = json.findText(name).orElse(fallback);
    if (text.length() > max) {
      throw new WrongFieldException(json.at(name), "This has at most " + max + " characters.");
    }
    return text;
  }

  private static void require(JsonFields json, String name, boolean holds, String bound) {
    if (!holds) {
      throw new WrongFieldException(
          json.at(name), "This is a share: " + bound + ", and below 100; 0.02 is 2 %.");
    }
  }

  private static Direction direction(JsonFields json) {
    return switch (json.findText(DIRECTION).orElse("up")) {
      case "up" -> Direction.UP;
      case "down" -> Direction.DOWN;
      default -> throw new WrongFieldException(json.at(DIRECTION), "This is up or down.");
    };
  }

  private static @Nullable Cap cap(JsonFields json, Quantity quantity) {
    var cap = json.findObject(CAP).orElse(null);
    if (cap == null) {
      return null;
    }
    if (!(quantity instanceof Quantity.Count || quantity instanceof Quantity.Sum)) {
      throw new WrongFieldException(json.at(CAP), "Only a count and a sum can have a cap.");
    }
    boolean isPercentile = cap.has(PERCENTILE);
    if (isPercentile == cap.has("value")) {
      throw new WrongFieldException(
          json.at(CAP), "This has a value, or a percentile such as 0.99.");
    }
    var read = isPercentile ? percentile(cap) : new Cap.At(cap.number("value", 0));
    cap.refuseOthers();
    return read;
  }

  private static Cap percentile(JsonFields cap) {
    double share = cap.number(PERCENTILE, 0);
    if (!(share > 0.5 && share < 1)) {
      throw new WrongFieldException(cap.at(PERCENTILE), "This is between 0.5 and 1.");
    }
    return new Cap.Percentile(share, cap.truth("zeros", true));
  }

  /// One object.
  public static String write(Metric metric) {
    return JsonTree.text(tree(metric));
  }

  /// The fields of one object, to which more may be added.
  public static Map<String, Object> tree(Metric metric) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("key", metric.key().value());
    tree.put("name", metric.name());
    if (!metric.description().isEmpty()) {
      tree.put("description", metric.description());
    }
    QuantityJson.addTo(tree, metric.quantity());
    if (metric.window() != null) {
      tree.put("window", WindowText.of(metric.window()));
    }
    if (metric.cap() != null) {
      tree.put(CAP, cap(metric.cap()));
    }
    tree.put(DIRECTION, metric.direction().name().toLowerCase(Locale.ROOT));
    tree.put("minimumEffect", metric.minimumEffect());
    tree.put("margin", metric.margin());
    return tree;
  }

  private static Map<String, Object> cap(Cap cap) {
    var tree = new LinkedHashMap<String, Object>();
    switch (cap) {
      case Cap.At(double value) -> tree.put("value", value);
      case Cap.Percentile(double share, boolean zeros) -> {
        tree.put(PERCENTILE, share);
        tree.put("zeros", zeros);
      }
    }
    return tree;
  }
}
