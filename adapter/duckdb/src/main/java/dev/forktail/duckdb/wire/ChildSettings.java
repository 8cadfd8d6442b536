package dev.forktail.duckdb.wire;

import java.nio.file.Path;
import java.util.List;

/// The limits of a child's DuckDB, as its command line carries them.
///
/// @param folder the child's own, for temporary files
public record ChildSettings(long memoryBytes, int threads, Path folder, long temporaryBytesMax) {

  public List<String> toArguments() {
    return List.of(
        Long.toString(memoryBytes),
        Integer.toString(threads),
        folder.toString(),
        Long.toString(temporaryBytesMax));
  }

  public static ChildSettings ofArguments(String... arguments) {
    return new ChildSettings(
        Long.parseLong(arguments[0]),
        Integer.parseInt(arguments[1]),
        Path.of(arguments[2]),
        Long.parseLong(arguments[3]));
  }
}
