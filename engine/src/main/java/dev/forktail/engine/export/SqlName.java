package dev.forktail.engine.export;

import java.util.Optional;
import java.util.regex.Pattern;

/// What columns and views that users declare can be called, in every engine without quotes.
public final class SqlName {
  /// Iceberg keeps names with an underscore in front for itself.
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  private SqlName() {}

  /// Why nothing can have this name; empty when something can.
  public static Optional<String> findFault(String name) {
    return NAME.matcher(name).matches()
        ? Optional.empty()
        : Optional.of(
            "A name has up to 63 small letters, digits and underscores, a letter first: '%s'."
                .formatted(name));
  }
}
