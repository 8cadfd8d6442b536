package dev.forktail.assignment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The forms an attribute's value can have, so that a condition meets few of them: String, Boolean,
/// Long for whole numbers, Double for others, and lists of these. What is within a map gets a name
/// with a point: `address.city`. Null is as good as nothing.
final class AttributeValues {
  /// Above it a double has no room for every whole number.
  private static final double WHOLE_MAX = 1L << 53;

  private static final int DEPTH_MAX = 8;

  private AttributeValues() {}

  static Map<String, Object> copyOf(Map<String, ? extends @Nullable Object> attributes) {
    var copy = HashMap.<String, Object>newHashMap(attributes.size());
    attributes.forEach((name, value) -> add(name, value, copy, 0));
    return copy;
  }

  private static void add(
      String name, @Nullable Object value, Map<String, Object> copy, int depth) {
    if (value instanceof Map<?, ?> map) {
      if (depth == DEPTH_MAX) {
        throw new IllegalArgumentException(
            "Attribute " + name + " must not be deeper than " + DEPTH_MAX);
      }
      map.forEach((inner, each) -> add(name + "." + inner, each, copy, depth + 1));
    } else if (value instanceof List<?> list) {
      copy.put(name, elements(name, list));
    } else if (value != null) {
      copy.put(name, normal(name, value));
    }
  }

  private static List<Object> elements(String name, List<?> list) {
    var elements = new ArrayList<Object>(list.size());
    for (var element : list) {
      if (element != null && !(element instanceof List<?>) && !(element instanceof Map<?, ?>)) {
        elements.add(normal(name, element)); // no condition is about the others
      }
    }
    return List.copyOf(elements);
  }

  private static Object normal(String name, Object value) {
    return switch (value) {
      case String text -> text;
      case Boolean truth -> truth;
      case Long number -> number;
      case Integer number -> number.longValue();
      case Short number -> number.longValue();
      case Byte number -> number.longValue();
      case Number number -> number(number.doubleValue());
      default ->
          throw new IllegalArgumentException(
              "Attribute " + name + " is of no known kind: " + value.getClass().getName());
    };
  }

  private static Object number(double number) {
    if (number == Math.rint(number) && Math.abs(number) <= WHOLE_MAX) {
      return (long) number;
    }
    return number;
  }
}
