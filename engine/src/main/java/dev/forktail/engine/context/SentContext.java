package dev.forktail.engine.context;

import org.jspecify.annotations.Nullable;

/// What the `context` of an event says of its visitor, filled field by field while its JSON goes
/// by. Empty and overlong values are cut to what counts; a text with NUL counts as none.
public final class SentContext {
  private final @Nullable String[] values = new @Nullable String[SentField.COUNT];

  /// Takes note of a value.
  public void put(SentField field, String value) {
    String text = value.strip();
    if (!text.isEmpty() && text.indexOf('\0') < 0) {
      values[field.ordinal()] = field.cut(text);
    }
  }

  /// The value; null when it is not said.
  public @Nullable String get(SentField field) {
    return values[field.ordinal()];
  }
}
