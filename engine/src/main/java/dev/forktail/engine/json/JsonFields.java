package dev.forktail.engine.json;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The fields of a JSON object that is being read: each is asked for by name and kind, and what is
/// wrong is told with its path. What nobody has asked for is refused at the end. One thread.
public final class JsonFields {
  private final String path;
  private final Map<String, @Nullable Object> fields;
  private final Set<String> known = new HashSet<>();

  JsonFields(String path, Map<String, @Nullable Object> fields) {
    this.path = path;
    this.fields = fields;
  }

  /// The path of a field.
  public String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /// The path of the object itself.
  public String path() {
    return path;
  }

  /// Whether it is there, and not null.
  public boolean has(String name) {
    return value(name) != null;
  }

  /// A value of whatever kind, or null if it is not there.
  public @Nullable Object value(String name) {
    known.add(name);
    return fields.get(name);
  }

  public String text(String name) {
    return findText(name)
        .orElseThrow(() -> new WrongFieldException(at(name), "This text is missing."));
  }

  public Optional<String> findText(String name) {
    return switch (value(name)) {
      case null -> Optional.empty();
      case String text -> Optional.of(text);
      default -> throw new WrongFieldException(at(name), "This is a text.");
    };
  }

  public boolean truth(String name, boolean fallback) {
    return switch (value(name)) {
      case null -> fallback;
      case Boolean truth -> truth;
      default -> throw new WrongFieldException(at(name), "This is true or false.");
    };
  }

  /// A whole number within `min..max`.
  public int integer(String name, int min, int max) {
    return integer(at(name), value(name), min, max);
  }

  private static int integer(String at, @Nullable Object value, int min, int max) {
    var range = "This is a whole number from %d to %d.".formatted(min, max);
    if (!(value instanceof BigDecimal number)) {
      throw new WrongFieldException(at, range);
    }
    try {
      int whole = number.intValueExact();
      if (whole >= min && whole <= max) {
        return whole;
      }
    } catch (ArithmeticException _) { // it is not whole, or far too large
    }
    throw new WrongFieldException(at, range);
  }

  /// A number that a double has room for.
  public double number(String name, double fallback) {
    return switch (value(name)) {
      case null -> fallback;
      case BigDecimal number when Double.isFinite(number.doubleValue()) -> number.doubleValue();
      default -> throw new WrongFieldException(at(name), "This is a number.");
    };
  }

  public Instant time(String name) {
    return time(at(name), text(name));
  }

  private static Instant time(String at, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException _) {
      throw new WrongFieldException(at, "This is a time such as 2026-11-23T12:00:00Z.");
    }
  }

  public Optional<JsonFields> findObject(String name) {
    var value = value(name);
    return value == null ? Optional.empty() : Optional.of(object(at(name), value));
  }

  @SuppressWarnings("unchecked") // JsonTree makes no other maps
  private static JsonFields object(String at, @Nullable Object value) {
    if (value instanceof Map<?, ?> members) {
      return new JsonFields(at, (Map<String, @Nullable Object>) members);
    }
    throw new WrongFieldException(at, "This is an object.");
  }

  /// An array of objects; none if it is not there.
  public List<JsonFields> objects(String name) {
    var elements = elements(name);
    var objects = new ArrayList<JsonFields>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      objects.add(object(at(name) + "[" + i + "]", elements.get(i)));
    }
    return objects;
  }

  /// The elements of an array; none if it is not there.
  private List<?> elements(String name) {
    return switch (value(name)) {
      case null -> List.of();
      case List<?> elements -> elements;
      default -> throw new WrongFieldException(at(name), "This is an array.");
    };
  }

  /// An array of texts; none if it is not there.
  public List<String> texts(String name) {
    var elements = elements(name);
    var texts = new ArrayList<String>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      if (!(elements.get(i) instanceof String text)) {
        throw new WrongFieldException(at(name) + "[" + i + "]", "This is a text.");
      }
      texts.add(text);
    }
    return texts;
  }

  public Set<String> names() {
    return fields.keySet();
  }

  /// The fields that nobody has asked for; they count as asked for from now on.
  public Map<String, @Nullable Object> rest() {
    var rest = new LinkedHashMap<String, @Nullable Object>(fields);
    rest.keySet().removeAll(known);
    known.addAll(rest.keySet());
    return rest;
  }

  /// Refuses fields that nobody has asked for.
  public void refuseOthers() {
    for (var name : fields.keySet()) {
      if (!known.contains(name)) {
        throw new WrongFieldException(
            at(name),
            "There is no such field; there are "
                + String.join(", ", known.stream().sorted().toList())
                + ".");
      }
    }
  }
}
