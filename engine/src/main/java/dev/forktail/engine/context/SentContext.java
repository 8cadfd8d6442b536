package dev.forktail.engine.context;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the `context` of an event says of its visitor, filled field by field while its JSON goes
/// by. Empty and overlong values are cut to what counts; a text with NUL counts as none.
public final class SentContext {
  private final Map<SentField, String> values = new EnumMap<>(SentField.class);

  /// Takes note of a value.
  public void put(SentField field, String value) {
    String text = value.strip();
    if (!text.isEmpty() && text.indexOf('\0') < 0) {
      values.put(field, field.cut(text));
    }
  }

  /// The value; null when it is not said.
  public @Nullable String get(SentField field) {
    return values.get(field);
  }
}
