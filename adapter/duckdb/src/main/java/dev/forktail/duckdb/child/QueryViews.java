package dev.forktail.duckdb.child;

import dev.forktail.duckdb.wire.Request;
import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.PromotedColumn;
import dev.forktail.engine.export.RollupColumns;
import dev.forktail.engine.export.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The tables that a statement sees: views over the files and the open rows, with the rows of one
/// project.
final class QueryViews {
  private static final String PAYLOAD = Sql.name(EventColumns.PAYLOAD.name());

  /// A payload that DuckDB cannot read has none.
  private static final String PARTS =
      """
      TRY(json_extract(%1$s, '$.properties')) AS properties,
      TRY(json_extract(%1$s, '$.context')) AS context
      """
          .formatted(PAYLOAD);

  private static final String NO_PARTS = "NULL::JSON AS properties, NULL::JSON AS context";

  private final Request.Query request;
  private final Database database;
  private final OpenRows open;

  /// What `events` shows as it is.
  private final List<Column> shown;

  QueryViews(Request.Query request, Database database, OpenRows open) {
    this.request = request;
    this.database = database;
    this.open = open;
    this.shown =
        new LakeSchema(request.promoted())
            .own().stream().filter(column -> !column.equals(EventColumns.PROJECT)).toList();
  }

  /// Makes them, and the catalogued ones over them.
  void create() throws SQLException {
    for (var table : request.files().keySet()) {
      String rows = table == TableName.EVENTS ? events(request.eventColumns()) : rollup(table);
      database.execute("CREATE VIEW " + Sql.name(table.text()) + " AS " + rows);
    }
    for (var view : request.views()) {
      var _ = StatementView.create(view.name(), view.sql(), database);
    }
  }

  private String events(Set<String> columns) throws SQLException {
    var parts = new ArrayList<String>();
    for (var group : groups(columns).entrySet()) {
      parts.add(inFiles(group.getKey(), group.getValue()));
    }
    parts.add(inOpenRows());
    return String.join(" UNION ALL ", parts);
  }

  /// The files of `events` by those columns that they have and others may lack: of the context and
  /// promoted ones. When no such column is read, no file needs to be opened for it.
  private Map<Set<String>, List<String>> groups(Set<String> columns) throws SQLException {
    var files = request.files().getOrDefault(TableName.EVENTS, List.of());
    var varying =
        Stream.concat(
                EventColumns.CONTEXT.stream(),
                request.promoted().stream().map(PromotedColumn::column))
            .map(Column::name)
            .filter(name -> columns.contains(name.toLowerCase(Locale.ROOT)))
            .collect(Collectors.toSet());
    var present = varying.isEmpty() ? Map.<String, Set<String>>of() : present(varying, files);
    var groups = new LinkedHashMap<Set<String>, List<String>>();
    for (String file : files) {
      var names = present.getOrDefault(LakeRoot.path(file).toString(), Set.of());
      groups.computeIfAbsent(names, _ -> new ArrayList<>()).add(file);
    }
    return groups;
  }

  private Map<String, Set<String>> present(Collection<String> varying, List<String> files)
      throws SQLException {
    var present = new HashMap<String, Set<String>>();
    if (files.isEmpty()) {
      return present;
    }
    String sql =
        "SELECT file_name, name FROM parquet_schema(%s) WHERE name IN (%s)"
            .formatted(
                paths(files), varying.stream().map(Sql::text).collect(Collectors.joining(", ")));
    database
        .rows(sql, row -> Map.entry(row.getString(1), row.getString(2)))
        .forEach(
            entry ->
                present
                    .computeIfAbsent(entry.getKey(), _ -> new HashSet<>())
                    .add(entry.getValue()));
    return present;
  }

  private String inFiles(Set<String> present, List<String> files) {
    String columns =
        shown.stream()
            .map(
                column ->
                    EventColumns.CONTEXT.contains(column) && !present.contains(column.name())
                        ? Sql.absent(column)
                        : Sql.name(column.name()))
            .collect(Collectors.joining(", "));
    return promoted(present, columns + ", " + PARTS, "(SELECT * FROM " + rows(files) + ")");
  }

  /// Values that were not copied are absent, whatever the event has.
  private String inOpenRows() {
    String columns =
        shown.stream()
                .map(column -> open.has(column) ? Sql.name(column.name()) : Sql.absent(column))
                .collect(Collectors.joining(", "))
            + ", ";
    if (open.has(EventColumns.PAYLOAD)) {
      return promoted(Set.of(), columns + PARTS, OpenRows.TABLE);
    }
    String promoted =
        request.promoted().stream()
            .map(property -> ", " + Sql.absent(property.column()))
            .collect(Collectors.joining());
    return "SELECT " + columns + NO_PARTS + promoted + " FROM " + OpenRows.TABLE;
  }

  /// A query for `columns` and all promoted ones, of which `present` are in the rows already.
  private String promoted(Set<String> present, String columns, String rows) {
    var missing =
        request.promoted().stream()
            .filter(property -> !present.contains(property.column().name()))
            .toList();
    String kept =
        request.promoted().stream()
            .map(PromotedColumn::column)
            .filter(column -> present.contains(column.name()))
            .map(column -> ", " + Sql.name(column.name()))
            .collect(Collectors.joining());
    String inOrder =
        request.promoted().stream()
            .map(property -> ", " + Sql.name(property.column().name()))
            .collect(Collectors.joining());
    String all = PromotedSql.with(missing, columns + kept, rows);
    return kept.isEmpty()
        ? all
        : "SELECT %s, properties, context%s FROM (%s)".formatted(Sql.names(shown), inOrder, all);
  }

  private String rollup(TableName table) {
    var parts = new ArrayList<String>();
    var files = request.files().get(table);
    if (files != null && !files.isEmpty()) {
      parts.add("SELECT name, source, start, events FROM " + rows(files));
    }
    parts.add(
        "SELECT name, source, date_trunc('%s', occurred) AS start, 1 AS events FROM %s"
            .formatted(table == TableName.ROLLUP_HOUR ? "hour" : "day", OpenRows.TABLE));
    return "SELECT name, source, start, sum(events)::BIGINT AS events FROM (%s) GROUP BY ALL"
        .formatted(String.join(" UNION ALL ", parts));
  }

  private String rows(List<String> files) {
    return "read_parquet(%s, hive_partitioning = false) WHERE %s = %d"
        .formatted(paths(files), Sql.name(RollupColumns.PROJECT.name()), request.project());
  }

  private static String paths(Collection<String> files) {
    return files.stream()
        .map(file -> Sql.text(LakeRoot.path(file).toString()))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
