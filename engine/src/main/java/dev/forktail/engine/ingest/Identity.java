package dev.forktail.engine.ingest;

import java.util.Locale;
import java.util.Set;

/// Which texts name a person. Broken clients send what a missing value prints as; taken as an id it
/// would join thousands of strangers into one person.
public final class Identity {
  private static final int PLACEHOLDER_LENGTH_MAX = 36;
  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "",
          "0",
          "-1",
          "null",
          "(null)",
          "<null>",
          "nil",
          "none",
          "undefined",
          "nan",
          "n/a",
          "na",
          "unknown",
          "anonymous",
          "guest",
          "true",
          "false",
          "[object object]",
          "[object undefined]",
          "00000000-0000-0000-0000-000000000000");

  private Identity() {}

  /// The placeholders, in lower case and without space around them.
  public static Set<String> placeholders() {
    return PLACEHOLDERS;
  }

  /// Whether `id` is what a missing id prints as, in any case and with any space around it.
  public static boolean isPlaceholder(String id) {
    String bare = id.strip();
    return bare.length() <= PLACEHOLDER_LENGTH_MAX
        && PLACEHOLDERS.contains(bare.toLowerCase(Locale.ROOT));
  }
}
