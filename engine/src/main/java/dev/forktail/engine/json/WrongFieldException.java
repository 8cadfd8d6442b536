package dev.forktail.engine.json;

import org.jspecify.annotations.Nullable;

/// What is wrong with a JSON text, and where.
public final class WrongFieldException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final @Nullable String field;

  public WrongFieldException(@Nullable String field, String message) {
    super(message);
    this.field = field;
  }

  /// The path of what is at fault, such as `variants[1].weight`; null when it is the whole text.
  public @Nullable String field() {
    return field;
  }

  /// One sentence.
  public String reason() {
    return String.valueOf(getMessage());
  }
}
