package dev.forktail.duckdb.child;

import dev.forktail.engine.imports.ImportFormat;
import dev.forktail.engine.imports.Mapping;
import dev.forktail.engine.imports.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Expressions for the parts of an event in the rows of a file.
record RowFields(ImportFormat format, Mapping mapping) {

  /// The text in the column for `target`; NULL where there is none.
  String text(Target target) {
    @Nullable String column = mapping.column(target);
    return column == null ? "NULL::VARCHAR" : text(column);
  }

  private String text(String column) {
    String text =
        format == ImportFormat.NDJSON
            ? "json_extract_string(line, " + Sql.text(path(column)) + ")"
            : Sql.name(column) + "::VARCHAR";
    return "nullif(" + text + ", '')";
  }

  /// The JSON object in the column for `target`; NULL where there is none.
  String object(Target target) {
    @Nullable String column = mapping.column(target);
    if (column == null) {
      return "NULL::VARCHAR";
    }
    String json =
        format == ImportFormat.NDJSON
            ? "json_extract(line, " + Sql.text(path(column)) + ")::VARCHAR"
            : "CASE WHEN json_valid(%1$s::VARCHAR) THEN %1$s::VARCHAR END"
                .formatted(Sql.name(column));
    return "CASE WHEN TRY(json_type(%1$s)) = 'OBJECT' THEN %1$s END".formatted(json);
  }

  /// The columns that become properties, as a JSON object.
  String others() {
    if (format == ImportFormat.NDJSON) {
      return "json_merge_patch(line, " + Sql.text(mappedKeys()) + ")::VARCHAR";
    }
    return object(mapping.others());
  }

  /// The whole row, to be kept when it is refused.
  String raw() {
    var all = new ArrayList<>(mapping.others());
    mapping.columns().values().stream().filter(column -> !all.contains(column)).forEach(all::add);
    return format == ImportFormat.NDJSON ? "line" : object(all);
  }

  /// The keys that have become something else, each as null: what a merge takes away.
  private String mappedKeys() {
    return mapping.columns().values().stream()
        .filter(key -> !key.startsWith("properties."))
        .map(key -> json(key) + ":null")
        .distinct()
        .collect(Collectors.joining(",", "{", "}"));
  }

  /// The same of the keys within `properties`.
  String mappedProperties() {
    return mapping.columns().values().stream()
        .filter(key -> key.startsWith("properties."))
        .map(key -> json(key.substring("properties.".length())) + ":null")
        .collect(Collectors.joining(",", "{", "}"));
  }

  private String object(List<String> columns) {
    String fields =
        columns.stream()
            .map(
                column ->
                    "CASE WHEN %1$s IS NOT NULL THEN %2$s || %3$s END"
                        .formatted(Sql.name(column), Sql.text(json(column) + ":"), value(column)))
            .collect(Collectors.joining(", "));
    return fields.isEmpty() ? "'{}'" : "'{' || concat_ws(',', " + fields + ") || '}'";
  }

  /// A text of CSV that is a number, of as many digits as every reader of JSON keeps, or true or
  /// false, is that value.
  private String value(String column) {
    String name = Sql.name(column);
    if (format == ImportFormat.PARQUET) {
      return "to_json(" + name + ")::VARCHAR";
    }
    return """
    CASE WHEN regexp_full_match(%1$s, '-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,15})?|true|false')
      THEN %1$s ELSE to_json(%1$s)::VARCHAR END
    """
        .formatted(name);
  }

  private static String path(String column) {
    int dot = column.startsWith("properties.") ? "properties".length() : -1;
    return dot < 0 ? "$." + json(column) : "$.\"properties\"." + json(column.substring(dot + 1));
  }

  /// A text in quotes, as JSON and its paths have it.
  private static String json(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
