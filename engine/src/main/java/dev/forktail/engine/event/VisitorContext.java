package dev.forktail.engine.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What is known of the visitor behind an event: a value, or none, for each [ContextField].
/// Immutable.
public final class VisitorContext {
  private static final int FIELDS = ContextField.ALL.size();

  /// Of an event of which nothing is known, such as one that a server sent.
  public static final VisitorContext NONE = new VisitorContext(new @Nullable Object[FIELDS], true);

  private final @Nullable Object[] values;
  private final boolean empty;

  private VisitorContext(@Nullable Object[] values, boolean empty) {
    this.values = values;
    this.empty = empty;
  }

  /// Whether nothing is known.
  public boolean isEmpty() {
    return empty;
  }

  /// The value of a text; null when it is not known.
  public @Nullable String text(ContextField field) {
    return (String) values[field.number() - 1];
  }

  /// The value of a number; null when it is not known.
  public @Nullable Integer number(ContextField field) {
    return (Integer) values[field.number() - 1];
  }

  /// The value of a flag; null when it is not known.
  public @Nullable Boolean flag(ContextField field) {
    return (Boolean) values[field.number() - 1];
  }

  /// The value, whatever it is.
  public @Nullable Object value(ContextField field) {
    return values[field.number() - 1];
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VisitorContext context && Arrays.equals(values, context.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    var text = new StringBuilder("{");
    for (var field : ContextField.ALL) {
      if (values[field.number() - 1] != null) {
        text.append(text.length() > 1 ? ", " : "").append(field.column()).append('=');
        text.append(values[field.number() - 1]);
      }
    }
    return text.append('}').toString();
  }

  /// A context in the making.
  public static final class Draft {
    private final @Nullable Object[] values = new @Nullable Object[FIELDS];
    private boolean any;

    /// Sets a value of the field's kind; null: it is not known.
    public Draft put(ContextField field, @Nullable Object value) {
      if (value != null && !isOfKind(value, field.kind())) {
        throw new IllegalArgumentException("Not a value of " + field + ": " + value);
      }
      values[field.number() - 1] = value;
      any |= value != null;
      return this;
    }

    /// The context; the draft is used up.
    public VisitorContext done() {
      return any ? new VisitorContext(values, false) : NONE;
    }

    private static boolean isOfKind(Object value, ContextField.Kind kind) {
      return switch (kind) {
        case TEXT -> value instanceof String;
        case NUMBER -> value instanceof Integer;
        case FLAG -> value instanceof Boolean;
      };
    }
  }
}
