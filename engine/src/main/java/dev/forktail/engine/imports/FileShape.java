package dev.forktail.engine.imports;

import java.util.List;

/// What a file says of itself.
///
/// @param columns the names of its columns; of NDJSON the keys in its first lines, those of objects
///   within them as `properties.price`
public record FileShape(ImportFormat format, List<String> columns) {
  public FileShape {
    columns = List.copyOf(columns);
  }
}
