package dev.forktail.engine.query;

import dev.forktail.engine.export.TableName;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// A statement with a name, which others read like a table.
///
/// @param name lower case; not that of a table of the lake
public record SqlView(String name, String sql) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  public SqlView {
    findFaultOfName(name)
        .ifPresent(
            fault -> {
              throw new IllegalArgumentException(fault);
            });
  }

  /// Why a view cannot have this name; empty when it can.
  public static Optional<String> findFaultOfName(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.of(
          "A name has up to 63 small letters, digits and underscores, a letter first: '%s'."
              .formatted(name));
    }
    boolean taken =
        name.equals("open_rows")
            || Arrays.stream(TableName.values()).anyMatch(table -> table.text().equals(name));
    return taken ? Optional.of("There is a table of this name: '" + name + "'.") : Optional.empty();
  }
}
