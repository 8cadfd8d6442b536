package dev.forktail.engine.rollup;

import dev.forktail.engine.event.ContextField;
import dev.forktail.engine.event.VisitorContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What events are counted by besides their names: something that is known of their visitors.
public enum Dimension {
  BROWSER(1, ContextField.BROWSER),
  COUNTRY(2, ContextField.COUNTRY),
  CHANNEL(3, ContextField.CHANNEL);

  public static final List<Dimension> ALL = List.of(values());

  private final int number;
  private final ContextField field;

  Dimension(int number, ContextField field) {
    this.number = number;
    this.field = field;
  }

  /// The one of this name: `browser`, `country`, `channel`.
  public static Optional<Dimension> find(String text) {
    return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
  }

  /// By which the store knows it: never another's, and not 0.
  public int number() {
    return number;
  }

  /// Its name, which is also that of its column of `events`.
  public String text() {
    return field.column();
  }

  /// What is known of a visitor; null when nothing is.
  @Nullable String of(VisitorContext context) {
    return context.text(field);
  }
}
