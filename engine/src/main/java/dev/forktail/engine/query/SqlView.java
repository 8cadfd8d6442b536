package dev.forktail.engine.query;

import dev.forktail.engine.export.SqlName;
import dev.forktail.engine.export.TableName;
import java.util.Arrays;
import java.util.Optional;

/// A statement with a name, which others read like a table.
///
/// @param name lower case; not that of a table of the lake
public record SqlView(String name, String sql) {
  public SqlView {
    findFaultOfName(name)
        .ifPresent(
            fault -> {
              throw new IllegalArgumentException(fault);
            });
  }

  /// Why a view cannot have this name; empty when it can.
  public static Optional<String> findFaultOfName(String name) {
    return SqlName.findFault(name).or(() -> findFaultOfTaken(name));
  }

  private static Optional<String> findFaultOfTaken(String name) {
    boolean taken =
        name.equals("open_rows")
            || Arrays.stream(TableName.values()).anyMatch(table -> table.text().equals(name));
    return taken ? Optional.of("There is a table of this name: '" + name + "'.") : Optional.empty();
  }
}
