package dev.forktail.engine.page;

/// What is sent to who asks for a page.
public sealed interface Content {
  /// What one content may have at most, in characters.
  int LENGTH_MAX = 512 << 10;

  record Html(String text) implements Content {
    public Html {
      requireLength(text);
    }
  }

  /// One JSON value, as text.
  record Json(String text) implements Content {
    public Json {
      requireLength(text);
    }
  }

  /// The visitor is sent elsewhere.
  record Redirect(Target target) implements Content {}

  /// How much memory it takes, roughly.
  default long bytes() {
    return switch (this) {
      case Html(var text) -> text.length();
      case Json(var text) -> text.length();
      case Redirect(var target) -> target.value().length();
    };
  }

  private static void requireLength(String text) {
    if (text.length() > LENGTH_MAX) {
      throw new IllegalArgumentException(
          "A content has at most %d characters: %d".formatted(LENGTH_MAX, text.length()));
    }
  }
}
