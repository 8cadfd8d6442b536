package dev.forktail.engine.imports;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the user says of a mapping; the rest is chosen by the names of the columns.
///
/// @param columns which column becomes what
/// @param name of events for which no column says one
/// @param source of events for which no column says one
public record MappingWish(Map<Target, String> columns, @Nullable String name, String source) {
  public MappingWish {
    columns = Map.copyOf(columns);
    if (source.isBlank()) {
      throw new IllegalArgumentException("A source has a name");
    }
  }
}
