package dev.forktail.assignment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The forms an attribute's value can have, so that a condition meets few of them: String, Boolean,
/// Long for whole numbers, Double for others, and lists of these.
final class AttributeValues {
  /// Above it a double has no room for every whole number.
  private static final double WHOLE_MAX = 1L << 53;

  private AttributeValues() {}

  static Map<String, Object> copyOf(Map<String, Object> attributes) {
    if (attributes.values().stream().allMatch(AttributeValues::isNormal)) {
      return Map.copyOf(attributes);
    }
    var copy = new HashMap<String, Object>(attributes.size() * 2);
    attributes.forEach((name, value) -> copy.put(name, normal(name, value)));
    return Map.copyOf(copy);
  }

  private static boolean isNormal(Object value) {
    return value instanceof String || value instanceof Long || value instanceof Boolean;
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
      case List<?> list -> list.stream().map(element -> normal(name, element)).toList();
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
