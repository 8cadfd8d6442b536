package dev.forktail.engine.metric;

import dev.forktail.assignment.condition.Condition;
import org.jspecify.annotations.Nullable;

/// Which events count, and what of them.
///
/// @param event the name of the events
/// @param where what must hold for the event's properties, by their names; what is within an object
///   has a point in its name: `cart.value`
/// @param property whose value counts, named in the same way; null where the event itself counts
public record Measure(String event, Condition where, @Nullable String property) {
  public static final int NAME_LENGTH_MAX = 200;

  public Measure {
    requireName("event", event);
    if (property != null) {
      requireName("property", property);
    }
  }

  /// All events of that name.
  public static Measure of(String event) {
    return new Measure(event, Condition.always(), null);
  }

  /// The value of `property` in all events of that name.
  public static Measure of(String event, String property) {
    return new Measure(event, Condition.always(), property);
  }

  private static void requireName(String what, String name) {
    if (name.isEmpty() || name.length() > NAME_LENGTH_MAX) {
      throw new IllegalArgumentException(
          what + " must have 1 to " + NAME_LENGTH_MAX + " characters: " + name.length());
    }
  }
}
