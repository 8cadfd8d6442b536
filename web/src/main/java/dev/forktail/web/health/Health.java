package dev.forktail.web.health;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How the process is doing, asked by probes and people. Answers at once, from what is known
/// already.
@FunctionalInterface
public interface Health {
  List<Component> components();

  /// Whether requests should be sent here. Without components that are down.
  default boolean ready() {
    return components().stream().noneMatch(part -> part.status() == Status.DOWN);
  }

  /// How one part is doing.
  enum Status {
    /// As it should.
    UP,
    /// It works, but somebody should look.
    DEGRADED,
    /// It does not work.
    DOWN
  }

  /// One part of the process.
  ///
  /// @param message one sentence for the person on call; empty when there is nothing to say
  /// @param numbers what it measures, by name, in order
  /// @param notes what else it has to say, by name, in order
  record Component(
      String name,
      Status status,
      String message,
      Map<String, Number> numbers,
      Map<String, String> notes) {
    public Component {
      numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
      notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    }

    /// Without notes.
    public Component(String name, Status status, String message, Map<String, Number> numbers) {
      this(name, status, message, numbers, Map.of());
    }
  }
}
