package dev.forktail.assignment.form;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The fields of an object of the tree, each taken once. What is left at the end, nobody knows.
final class Fields {
  private final String path;
  private final Map<String, Object> rest = new LinkedHashMap<>();

  Fields(String path, @Nullable Object tree) {
    this.path = path;
    if (!(tree instanceof Map<?, ?> map)) {
      throw new FormException(path, "must be an object");
    }
    map.forEach(
        (name, value) -> {
          if (value != null) { // which is as good as none
            rest.put(String.valueOf(name), value);
          }
        });
  }

  String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  boolean has(String name) {
    return rest.containsKey(name);
  }

  @Nullable Object take(String name) {
    return rest.remove(name);
  }

  Object required(String name) {
    var value = take(name);
    if (value == null) {
      throw new FormException(path(name), "is missing");
    }
    return value;
  }

  String text(String name) {
    if (required(name) instanceof String text) {
      return text;
    }
    throw new FormException(path(name), "must be a text");
  }

  String text(String name, String otherwise) {
    return has(name) ? text(name) : otherwise;
  }

  int whole(String name) {
    return whole(path(name), required(name));
  }

  static int whole(String path, @Nullable Object value) {
    if (value instanceof Number number) {
      try {
        return new BigDecimal(number.toString()).intValueExact();
      } catch (ArithmeticException | NumberFormatException e) {
        throw new FormException(path, new IllegalArgumentException("must be a whole number", e));
      }
    }
    throw new FormException(path, "must be a whole number");
  }

  int whole(String name, int otherwise) {
    return has(name) ? whole(name) : otherwise;
  }

  boolean truth(String name) {
    if (required(name) instanceof Boolean truth) {
      return truth;
    }
    throw new FormException(path(name), "must be true or false");
  }

  double number(String name) {
    return number(path(name), required(name));
  }

  static double number(String path, @Nullable Object value) {
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw new FormException(path, "must be a number that a double has room for");
  }

  /// Basis points, of a number of a hundred.
  static int points(String path, Number percent) {
    try {
      return new BigDecimal(percent.toString()).movePointRight(2).intValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new FormException(
          path, new IllegalArgumentException("must be a percentage of two decimals at most", e));
    }
  }

  @Nullable Instant time(String name) {
    if (!has(name)) {
      return null;
    }
    String text = text(name);
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new FormException(
          path(name),
          new IllegalArgumentException("must be a time such as 2026-11-23T12:00:00Z: " + text, e));
    }
  }

  List<?> list(String name) {
    if (!has(name)) {
      return List.of();
    }
    if (required(name) instanceof List<?> list) {
      return list;
    }
    throw new FormException(path(name), "must be a list");
  }

  List<String> texts(String name) {
    var value = has(name) && rest.get(name) instanceof String ? List.of(text(name)) : list(name);
    var texts = new ArrayList<String>();
    for (int i = 0; i < value.size(); i++) {
      if (!(value.get(i) instanceof String text)) {
        throw new FormException(path(name) + "[" + i + "]", "must be a text");
      }
      texts.add(text);
    }
    return texts;
  }

  Map<String, String> textMap(String name) {
    if (!has(name)) {
      return Map.of();
    }
    var fields = new Fields(path(name), required(name));
    var map = new LinkedHashMap<String, String>();
    for (var key : List.copyOf(fields.rest.keySet())) {
      map.put(key, fields.text(key));
    }
    return map;
  }

  /// What `maker` makes; what it refuses, is refused for the object or its field `name`.
  <T> T make(String name, Supplier<T> maker) {
    try {
      return maker.get();
    } catch (FormException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new FormException(name.isEmpty() ? path : path(name), e);
    }
  }

  /// Refuses what has not been taken.
  void end() {
    for (var name : rest.keySet()) {
      throw new FormException(path(name), "is not known");
    }
  }
}
