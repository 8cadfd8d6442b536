package dev.forktail.duckdb.child;

import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A moment that is written in a statement: a text, also as TIMESTAMP, TIMESTAMPTZ or DATE, or now
/// less an interval. DuckDB itself says which one it is.
final class MomentConstant {
  private static final Set<String> TYPES =
      Set.of("TIMESTAMP", "TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE", "DATE");
  private static final Set<String> NOW =
      Set.of("now", "current_timestamp", "get_current_timestamp");
  private static final Set<String> UNITS =
      Set.of("to_seconds", "to_minutes", "to_hours", "to_days", "to_weeks");
  private static final Pattern DATE = Pattern.compile("\\s*[0-9].*");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

  private MomentConstant() {}

  /// The moment that `expression` means whenever it is asked; null when it cannot be told.
  static @Nullable Instant exact(@Nullable Object expression, Database database)
      throws SQLException {
    String text = literal(expression);
    return text == null ? null : moment(text, database);
  }

  /// A moment that what `expression` means from now on is never before; null when it cannot be
  /// told.
  static @Nullable Instant earliest(@Nullable Object expression, Database database)
      throws SQLException {
    String interval = intervalBeforeNow(expression);
    return interval == null ? exact(expression, database) : moment("now() - " + interval, database);
  }

  private static @Nullable Instant moment(String sql, Database database) throws SQLException {
    String micros =
        "SELECT CASE WHEN isfinite(m) THEN epoch_us(m) END FROM (SELECT TRY(%s) AS m)"
            .formatted("(" + sql + ")::TIMESTAMPTZ");
    var found =
        database.rows(
            micros, row -> row.getObject(1) instanceof Long value ? value : Long.MIN_VALUE);
    long value = found.getFirst();
    return value == Long.MIN_VALUE ? null : Instant.EPOCH.plus(value, ChronoUnit.MICROS);
  }

  private static @Nullable String literal(@Nullable Object expression) {
    String text = date(expression);
    if (text != null) {
      return Sql.text(text);
    }
    if (!(expression instanceof Map<?, ?> cast) || !"OPERATOR_CAST".equals(cast.get("type"))) {
      return null;
    }
    String type = typeOf(cast);
    String inner = date(cast.get("child"));
    return inner == null || !TYPES.contains(type) ? null : Sql.text(inner) + "::" + type;
  }

  /// A text that means the same at all times.
  private static @Nullable String date(@Nullable Object expression) {
    String text = constant(expression, "STRING");
    return text != null && DATE.matcher(text).matches() ? text : null;
  }

  private static String typeOf(Map<?, ?> cast) {
    return cast.get("type_expr") instanceof Map<?, ?> type
            && List.of().equals(type.get("children"))
            && "".equals(type.get("schema"))
        ? String.valueOf(type.get("type_name")).toUpperCase(Locale.ROOT)
        : "";
  }

  private static @Nullable String intervalBeforeNow(@Nullable Object expression) {
    var arguments = arguments(expression, Set.of("-"));
    if (arguments.size() != 2 || !isNow(arguments.getFirst())) {
      return null;
    }
    var interval = arguments.getLast();
    var units = arguments(interval, UNITS);
    if (units.size() != 1) {
      return null;
    }
    String number = number(units.getFirst());
    return number == null ? null : name(interval) + "(" + number + ")";
  }

  private static boolean isNow(@Nullable Object expression) {
    return expression instanceof Map<?, ?> map
        && "FUNCTION".equals(map.get("type"))
        && NOW.contains(name(map));
  }

  /// The whole number in what the parser makes of an INTERVAL.
  private static @Nullable String number(@Nullable Object expression) {
    String number = constant(expression, "INTEGER");
    if (number != null) {
      return NUMBER.matcher(number).matches() ? number : null;
    }
    if (expression instanceof Map<?, ?> cast && "OPERATOR_CAST".equals(cast.get("type"))) {
      return number(cast.get("child"));
    }
    var rounded = arguments(expression, Set.of("trunc"));
    return rounded.size() == 1 ? number(rounded.getFirst()) : null;
  }

  private static @Nullable String constant(@Nullable Object expression, String kind) {
    return expression instanceof Map<?, ?> map
            && "VALUE_CONSTANT".equals(map.get("type"))
            && map.get("literal") instanceof Map<?, ?> literal
            && kind.equals(literal.get("kind"))
            && literal.get("text") instanceof String text
        ? text
        : null;
  }

  /// What one of these functions is called with; nothing when it is another.
  private static List<Object> arguments(@Nullable Object expression, Set<String> functions) {
    var found = new ArrayList<Object>();
    if (expression instanceof Map<?, ?> map
        && "FUNCTION".equals(map.get("type"))
        && functions.contains(name(map))
        && map.get("arguments") instanceof List<?> arguments) {
      for (var argument : arguments) {
        if (argument instanceof Map<?, ?> named
            && named.get("expression") instanceof Map<?, ?> value) {
          found.add(value);
        }
      }
    }
    return found;
  }

  private static String name(@Nullable Object function) {
    return function instanceof Map<?, ?> map
        ? String.valueOf(map.get("function_name")).toLowerCase(Locale.ROOT)
        : "";
  }
}
