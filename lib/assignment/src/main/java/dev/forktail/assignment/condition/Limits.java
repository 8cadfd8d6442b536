package dev.forktail.assignment.condition;

import dev.forktail.assignment.condition.Condition.All;
import dev.forktail.assignment.condition.Condition.Any;
import dev.forktail.assignment.condition.Condition.Not;
import java.util.List;

/// How large a condition may be, so that evaluating one stays a matter of microseconds.
final class Limits {
  private static final int DEPTH_MAX = 16;
  private static final int CONDITIONS_MAX = 100;
  private static final int VALUES_MAX = 10_000;

  private Limits() {}

  static List<Condition> checked(List<Condition> conditions) {
    var copy = List.copyOf(conditions);
    if (copy.size() > CONDITIONS_MAX) {
      throw new IllegalArgumentException(
          "At most " + CONDITIONS_MAX + " conditions beside each other: " + copy.size());
    }
    int depth = 1 + copy.stream().mapToInt(Limits::depth).max().orElse(0);
    if (depth > DEPTH_MAX) {
      throw new IllegalArgumentException("At most " + DEPTH_MAX + " conditions in each other");
    }
    return copy;
  }

  static void checkValues(List<?> values) {
    if (values.isEmpty() || values.size() > VALUES_MAX) {
      throw new IllegalArgumentException(
          "1.." + VALUES_MAX + " values are needed: " + values.size());
    }
  }

  private static int depth(Condition condition) {
    return switch (condition) {
      case All(var inner) -> 1 + inner.stream().mapToInt(Limits::depth).max().orElse(0);
      case Any(var inner) -> 1 + inner.stream().mapToInt(Limits::depth).max().orElse(0);
      case Not(var inner) -> 1 + depth(inner);
      default -> 0;
    };
  }
}
