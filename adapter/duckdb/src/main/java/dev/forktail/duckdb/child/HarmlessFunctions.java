package dev.forktail.duckdb.child;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// The functions whose result follows from their arguments and the time. The list was made by
/// reading the names of all functions of DuckDB: what is not in it is refused.
final class HarmlessFunctions {
  /// As tables: they make rows of their arguments.
  static final Set<String> TABLES = Set.of("unnest", "range", "generate_series");

  private static final Set<String> NAMES = read();

  private HarmlessFunctions() {}

  static boolean contains(String name) {
    return NAMES.contains(name);
  }

  static Set<String> names() {
    return NAMES;
  }

  private static Set<String> read() {
    try (var in =
        Objects.requireNonNull(
            HarmlessFunctions.class.getResourceAsStream("harmless-functions.txt"))) {
      String text = new String(in.readAllBytes(), UTF_8);
      return Arrays.stream(text.split("\\s+", -1))
          .filter(name -> !name.isEmpty())
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
