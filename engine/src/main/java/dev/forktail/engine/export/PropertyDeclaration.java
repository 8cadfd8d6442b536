package dev.forktail.engine.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What somebody wants to be a column: a property of all events that have it, or of those of one
/// name.
///
/// @param name of the column, in every engine
/// @param type a value of another type is absent
/// @param source where it is in the events
public record PropertyDeclaration(String name, ColumnType type, PropertySource source) {
  /// What a column may be, under the names that users know.
  private static final Set<ColumnType> TYPES =
      Set.of(
          ColumnType.STRING,
          ColumnType.LONG,
          ColumnType.DOUBLE,
          ColumnType.BOOLEAN,
          ColumnType.TIMESTAMP);

  /// What `events` has had from the beginning, what is needed on the way to a promoted value, and
  /// what DuckDB calls the whole of the columns in a file.
  private static final Set<String> TAKEN =
      Stream.concat(
              EventColumns.ALL.stream()
                  .filter(column -> !EventColumns.CONTEXT.contains(column))
                  .map(Column::name),
              Stream.of("properties", "context", "promoted_values", "duckdb_schema"))
          .collect(Collectors.toUnmodifiableSet());

  public PropertyDeclaration {
    findFaultOfName(name)
        .or(() -> findFaultOfType(typeText(type)))
        .ifPresent(
            fault -> {
              throw new IllegalArgumentException(fault);
            });
  }

  /// The declaration of these, of which none has a fault.
  public static PropertyDeclaration of(String name, String type, PropertySource source) {
    var columnType =
        findType(type)
            .orElseThrow(() -> new IllegalArgumentException(findFaultOfType(type).orElseThrow()));
    return new PropertyDeclaration(name, columnType, source);
  }

  /// The declaration of a property of events of all names.
  public static PropertyDeclaration of(String name, String type, String path) {
    return of(name, type, PropertySource.ofAll(path));
  }

  /// Why a column cannot have this name; empty when it can.
  public static Optional<String> findFaultOfName(String name) {
    return SqlName.findFault(name).or(() -> findFaultOfTaken(name));
  }

  private static Optional<String> findFaultOfTaken(String name) {
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
    return new PromotedColumn(new Column(fieldId, name, type, false), source);
  }

  /// What was declared for `promoted` to be there.
  public static PropertyDeclaration of(PromotedColumn promoted) {
    var column = promoted.column();
    return new PropertyDeclaration(column.name(), column.type(), promoted.source());
  }
}
