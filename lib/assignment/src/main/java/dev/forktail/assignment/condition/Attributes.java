package dev.forktail.assignment.condition;

import org.jspecify.annotations.Nullable;

/// What conditions are about. A value is a String, Long, Double, Boolean, or a List of these.
@FunctionalInterface
public interface Attributes {
  /// The value of the attribute `name`, or null if there is none.
  @Nullable Object attribute(String name);
}
