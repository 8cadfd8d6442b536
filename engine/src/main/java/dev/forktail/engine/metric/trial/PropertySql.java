package dev.forktail.engine.metric.trial;

import dev.forktail.engine.query.SqlText;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Properties of events in SQL. What is within an object has points in its name.
final class PropertySql {
  private PropertySql() {}

  /// The property as a text.
  static String text(String name) {
    return name.indexOf('.') < 0
        ? "(properties->>" + path(name) + ")"
        : "coalesce(properties->>%s, properties->>%s)".formatted(path(name), nested(name));
  }

  /// The property, if it is a number.
  static String number(String name) {
    var type = "json_type(properties, %s)";
    var types =
        name.indexOf('.') < 0
            ? type.formatted(path(name))
            : "coalesce(%s, %s)"
                .formatted(type.formatted(path(name)), type.formatted(nested(name)));
    return "CASE WHEN %s IN ('BIGINT', 'UBIGINT', 'HUGEINT', 'UHUGEINT', 'DOUBLE') THEN try_cast(%s AS DOUBLE) END"
        .formatted(types, text(name));
  }

  private static String path(String name) {
    return SqlText.quoted("$." + member(name));
  }

  private static String nested(String name) {
    return SqlText.quoted(
        Arrays.stream(name.split("\\.", -1))
            .map(PropertySql::member)
            .collect(Collectors.joining(".", "$.", "")));
  }

  /// A member of an object in a path; a quote in its name cannot be said.
  private static String member(String name) {
    return "\"" + name.replace("\"", "") + "\"";
  }
}
