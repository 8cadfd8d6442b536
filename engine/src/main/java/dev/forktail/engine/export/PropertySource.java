package dev.forktail.engine.export;

import java.util.Optional;
import java.util.regex.Pattern;

/// Where the values of a promoted property come from.
///
/// @param path in the payload: `$.properties.price`, `$.context."screen size"[0]`
/// @param event only from events of this name; empty: from all
public record PropertySource(String path, Optional<String> event) {
  /// A part of the paths of DuckDB: no wildcards, which would find many values.
  private static final Pattern PATH =
      Pattern.compile(
          "\\$(\\.([A-Za-z0-9_-]+|\"[^\"\\\\\\p{Cntrl}]+\")(\\[(0|[1-9][0-9]{0,3})])*)+");

  private static final int PATH_CHARACTERS_MAX = 500;
  private static final int EVENT_CHARACTERS_MAX = 500;
  private static final String OF = " of ";

  public PropertySource {
    findFaultOfPath(path)
        .or(() -> event.flatMap(PropertySource::findFaultOfEvent))
        .ifPresent(
            fault -> {
              throw new IllegalArgumentException(fault);
            });
  }

  /// From events of all names.
  public static PropertySource ofAll(String path) {
    return new PropertySource(path, Optional.empty());
  }

  /// The source that `text` says: `$.properties.total` or `$.properties.total of Order Completed`;
  /// empty when it says none.
  public static Optional<PropertySource> find(String text) {
    if (findFaultOfPath(text).isEmpty()) {
      return Optional.of(ofAll(text));
    }
    int at = text.indexOf(OF);
    while (at > 0) {
      String path = text.substring(0, at).strip();
      String event = text.substring(at + OF.length()).strip();
      if (findFaultOfPath(path).isEmpty() && findFaultOfEvent(event).isEmpty()) {
        return Optional.of(new PropertySource(path, Optional.of(event)));
      }
      at = text.indexOf(OF, at + 1);
    }
    return Optional.empty();
  }

  /// The text by which [#find] finds it.
  public String text() {
    return event.map(name -> path + OF + name).orElse(path);
  }

  /// Why this is no path; empty when it is one.
  public static Optional<String> findFaultOfPath(String path) {
    return path.length() <= PATH_CHARACTERS_MAX && PATH.matcher(path).matches()
        ? Optional.empty()
        : Optional.of(
            "A path is such as $.properties.price or $.context.\"screen size\"[0]: '%s'."
                .formatted(path));
  }

  /// Why this is no name of an event; empty when it is one.
  public static Optional<String> findFaultOfEvent(String event) {
    return event.isBlank() || event.length() > EVENT_CHARACTERS_MAX || !event.equals(event.strip())
        ? Optional.of("The event is the name of one, such as Order Completed: '" + event + "'.")
        : Optional.empty();
  }
}
