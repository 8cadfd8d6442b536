package dev.forktail.postgres.facts;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.ColumnType;
import dev.forktail.engine.facts.FactRows;
import dev.forktail.postgres.facts.Structure.FactColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How copies of facts are read.
///
/// A column `project` that is a whole number says whose rows they are: who asks sees those of the
/// own project, and no such column.
public final class FactReading {
  private static final String PROJECT = "project";

  private FactReading() {}

  /// What there is.
  public static List<FactRows> list(Connection on) throws SQLException {
    return CopyList.read(on).stream()
        .filter(copy -> copy.present() && !columns(copy).isEmpty())
        .map(copy -> new FactRows(copy.name(), List.copyOf(columns(copy).values())))
        .toList();
  }

  /// A table with all its columns and rows, those of all projects.
  record Whole(FactRows table, boolean isReady, String select) {}

  static List<Whole> whole(Connection on) throws SQLException {
    return CopyList.read(on).stream()
        .filter(copy -> copy.present() && !copy.structure().columns().isEmpty())
        .map(FactReading::whole)
        .toList();
  }

  private static Whole whole(CopiedTable copy) {
    var columns = columns(copy.structure().columns());
    var table = new FactRows(copy.name(), List.copyOf(columns.values()));
    return new Whole(table, copy.isReady(), select(copy, columns, table));
  }

  /// The columns that are shown, by those that they are made of. Of names that differ in nothing
  /// but capital letters, statements see the first.
  private static Map<FactColumn, Column> columns(CopiedTable copy) {
    return columns(
        copy.structure().columns().stream().filter(column -> !isProject(column)).toList());
  }

  private static Map<FactColumn, Column> columns(List<FactColumn> columns) {
    var shown = new LinkedHashMap<FactColumn, Column>();
    var names = new HashSet<String>();
    for (var column : columns) {
      if (names.add(column.name().toLowerCase(Locale.ROOT))) {
        shown.put(
            column, new Column(shown.size() + 1, column.name(), column.type().shown(), false));
      }
    }
    return shown;
  }

  private static boolean isProject(FactColumn column) {
    var type = column.type().shown();
    return column.name().equals(PROJECT) && (type == ColumnType.INTEGER || type == ColumnType.LONG);
  }

  /// A query for the columns of `facts`; empty while the table is not copied. It is held from here
  /// on.
  public static Optional<String> select(Connection on, ProjectId project, FactRows facts)
      throws SQLException {
    var listed = find(on, facts);
    if (listed.isEmpty() || !listed.get().isReady()) {
      return Optional.empty();
    }
    try (var statement = on.createStatement()) {
      statement.execute("LOCK TABLE %s IN ACCESS SHARE MODE".formatted(listed.get().qualified()));
    }
    return find(on, facts).filter(CopiedTable::isReady).map(copy -> select(copy, project, facts));
  }

  private static Optional<CopiedTable> find(Connection on, FactRows facts) throws SQLException {
    return CopyList.read(on).stream()
        .filter(copy -> copy.name().equals(facts.name()))
        .filter(copy -> columns(copy).values().containsAll(facts.columns()))
        .findFirst();
  }

  private static String select(CopiedTable copy, Map<FactColumn, Column> columns, FactRows facts) {
    var expressions =
        columns.entrySet().stream()
            .filter(entry -> facts.columns().contains(entry.getValue()))
            .map(entry -> entry.getKey().type().read(Quoted.name(entry.getKey().name())))
            .collect(Collectors.joining(", "));
    return "SELECT %s FROM %s".formatted(expressions, copy.qualified());
  }

  private static String select(CopiedTable copy, ProjectId project, FactRows facts) {
    String where =
        copy.structure().columns().stream().anyMatch(FactReading::isProject)
            ? " WHERE project = " + project.value()
            : "";
    return select(copy, columns(copy), facts) + where;
  }
}
