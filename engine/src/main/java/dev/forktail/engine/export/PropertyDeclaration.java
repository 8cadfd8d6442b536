package dev.forktail.engine.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What somebody wants to be a column: a property of all events that have it.
///
/// @param name of the column, in every engine
/// @param type a value of another type is absent
/// @param path where it is in the payload: `$.properties.price`, `$.context."screen size"[0]`
public record PropertyDeclaration(String name, ColumnType type, String path) {
  /// What a column may be, under the names that users know.
  private static final Set<ColumnType> TYPES =
      Set.of(
          ColumnType.STRING,
          ColumnType.LONG,
          ColumnType.DOUBLE,
          ColumnType.BOOLEAN,
          ColumnType.TIMESTAMP);

  /// Iceberg keeps names with an underscore in front for itself.
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  /// A part of the paths of DuckDB: no wildcards, which would find many values.
  private static final Pattern PATH =
      Pattern.compile(
          "\\$(\\.([A-Za-z0-9_-]+|\"[^\"\\\\\\p{Cntrl}]+\")(\\[(0|[1-9][0-9]{0,3})])*)+");

  private static final int PATH_CHARACTERS_MAX = 500;

  /// What `events` has anyway, what is needed on the way to a promoted value, and what DuckDB calls
  /// the whole of the columns in a file.
  private static final Set<String> TAKEN =
      Stream.concat(
              EventColumns.ALL.stream().map(Column::name),
              Stream.of("properties", "context", "promoted_values", "duckdb_schema"))
          .collect(Collectors.toUnmodifiableSet());

  public PropertyDeclaration {
    findFaultOfName(name)
        .or(() -> findFaultOfType(typeText(type)))
        .or(() -> findFaultOfPath(path))
        .ifPresent(
            fault -> {
              throw new IllegalArgumentException(fault);
            });
  }

  /// The declaration of these, of which none has a fault.
  public static PropertyDeclaration of(String name, String type, String path) {
    var columnType =
        findType(type)
            .orElseThrow(() -> new IllegalArgumentException(findFaultOfType(type).orElseThrow()));
    return new PropertyDeclaration(name, columnType, path);
  }

  /// Why a column cannot have this name; empty when it can.
  public static Optional<String> findFaultOfName(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.of(
          "A name has up to 63 small letters, digits and underscores, a letter first: '%s'."
              .formatted(name));
    }
    return TAKEN.contains(name)
        ? Optional.of("Events have something else of this name: '" + name + "'.")
        : Optional.empty();
  }

  /// Why a column cannot have this type; empty when it can.
  public static Optional<String> findFaultOfType(String type) {
    return findType(type).isPresent()
        ? Optional.empty()
        : Optional.of("The type is string, long, double, boolean or timestamp: '" + type + "'.");
  }

  /// Why this is no path; empty when it is one.
  public static Optional<String> findFaultOfPath(String path) {
    return path.length() <= PATH_CHARACTERS_MAX && PATH.matcher(path).matches()
        ? Optional.empty()
        : Optional.of(
            "A path is such as $.properties.price or $.context.\"screen size\"[0]: '%s'."
                .formatted(path));
  }

  private static Optional<ColumnType> findType(String text) {
    return Arrays.stream(ColumnType.values())
        .filter(TYPES::contains)
        .filter(type -> typeText(type).equals(text))
        .findFirst();
  }

  private static String typeText(ColumnType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  /// The type as users write it.
  public String typeText() {
    return typeText(type);
  }

  /// The column, once it has a field id.
  public PromotedColumn column(int fieldId) {
    return new PromotedColumn(new Column(fieldId, name, type, false), path);
  }

  /// What was declared for `promoted` to be there.
  public static PropertyDeclaration of(PromotedColumn promoted) {
    var column = promoted.column();
    return new PropertyDeclaration(column.name(), column.type(), promoted.path());
  }
}
