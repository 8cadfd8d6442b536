package dev.forktail.duckdb.child;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.engine.export.EventColumns;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Takes `properties->>'price'` out of the payload in one step. `properties` itself is taken out of
/// it, as a text that is parsed again: three times the work.
///
/// Done only where nothing can be mistaken: in a SELECT that reads `events` alone, under its own
/// columns, outside of its subqueries.
final class PayloadPaths {
  private static final String EVENTS = "events";
  private static final Set<String> PARTS = Set.of("properties", "context");
  private static final String PAYLOAD = EventColumns.PAYLOAD.name();

  /// A key that needs no escape; not a pointer, and not a path, which may stand for many values.
  private static final Pattern KEY = Pattern.compile("[^$/\"\\\\*\\p{Cntrl}][^\"\\\\*\\p{Cntrl}]*");

  private record Replacement(int from, int to, String text) {}

  private final List<Replacement> replacements = new ArrayList<>();

  private PayloadPaths() {}

  /// A statement with the same rows as `sql`.
  static String shortened(String sql, Database database) throws SQLException {
    var paths = new PayloadPaths();
    var tree = SyntaxTree.of(sql, database);
    if (!namesEvents(tree)) {
      paths.find(tree);
    }
    return paths.applyTo(sql);
  }

  /// Whether there is a WITH of this name.
  private static boolean namesEvents(@Nullable Object node) {
    return switch (node) {
      case Map<?, ?> map ->
          EVENTS.equals(SyntaxTree.name(map.get("key")))
              || map.values().stream().anyMatch(PayloadPaths::namesEvents);
      case List<?> list -> list.stream().anyMatch(PayloadPaths::namesEvents);
      case null, default -> false;
    };
  }

  private void find(@Nullable Object node) {
    switch (node) {
      case Map<?, ?> map -> {
        if ("SELECT_NODE".equals(map.get("type"))
            && map.get("from_table") instanceof Map<?, ?> table
            && isEventsAlone(map, table)) {
          String alias = SyntaxTree.name(table.get("alias"));
          findIn(map, alias.isEmpty() ? EVENTS : alias);
        }
        map.values().forEach(this::find);
      }
      case List<?> list -> list.forEach(this::find);
      case null, default -> {}
    }
  }

  private static boolean isEventsAlone(Map<?, ?> select, Map<?, ?> table) {
    boolean renamed = table.get("column_name_alias") instanceof List<?> names && !names.isEmpty();
    boolean shadowed =
        select.get("select_list") instanceof List<?> items
            && items.stream().anyMatch(PayloadPaths::isCalledLikeAPart);
    return SyntaxTree.isTable(table, EVENTS) && !renamed && !shadowed;
  }

  private static boolean isCalledLikeAPart(@Nullable Object item) {
    String alias = item instanceof Map<?, ?> map ? SyntaxTree.name(map.get("alias")) : "";
    return PARTS.contains(alias) || PAYLOAD.equals(alias);
  }

  /// Goes through the expressions of one SELECT, not into others, nor into a function with
  /// parameters of its own.
  private void findIn(@Nullable Object node, String table) {
    switch (node) {
      case Map<?, ?> map -> {
        if (isOther(map)) {
          return;
        }
        replacement(map, table)
            .ifPresentOrElse(
                replacements::add, () -> map.values().forEach(value -> findIn(value, table)));
      }
      case List<?> list -> list.forEach(item -> findIn(item, table));
      case null, default -> {}
    }
  }

  private static boolean isOther(Map<?, ?> node) {
    return Set.of("SUBQUERY", "LAMBDA").contains(String.valueOf(node.get("class")))
        || Set.of("BASE_TABLE", "SUBQUERY").contains(String.valueOf(node.get("type")));
  }

  private static Optional<Replacement> replacement(Map<?, ?> node, String table) {
    if (!"FUNCTION".equals(node.get("class"))
        || !"->>".equals(node.get("function_name"))
        || !"true".equals(node.get("is_operator"))
        || !(node.get("arguments") instanceof List<?> arguments)
        || arguments.size() != 2) {
      return Optional.empty();
    }
    var part = part(expression(arguments.getFirst()), table);
    var key = key(expression(arguments.getLast()));
    if (part.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    int from = Integer.parseInt(String.valueOf(node.get("query_location")));
    int length = Integer.parseInt(String.valueOf(node.get("query_location_length")));
    String path = "$.%s.\"%s\"".formatted(part.get(), key.get());
    return Optional.of(
        new Replacement(
            from,
            from + length,
            "TRY(json_extract_string(%s.%s, %s))"
                .formatted(Sql.name(table), PAYLOAD, Sql.text(path))));
  }

  private static Map<?, ?> expression(@Nullable Object argument) {
    return argument instanceof Map<?, ?> map && map.get("expression") instanceof Map<?, ?> inner
        ? inner
        : Map.of();
  }

  private static Optional<String> part(Map<?, ?> node, String table) {
    if (!"COLUMN_REF".equals(node.get("class"))
        || !(node.get("column_names") instanceof List<?> names)) {
      return Optional.empty();
    }
    var lower = names.stream().map(SyntaxTree::name).toList();
    return PARTS.stream()
        .filter(part -> Set.of(List.of(part), List.of(table, part)).contains(lower))
        .findFirst();
  }

  private static Optional<String> key(Map<?, ?> node) {
    return "CONSTANT".equals(node.get("class"))
            && node.get("literal") instanceof Map<?, ?> literal
            && "STRING".equals(literal.get("kind"))
            && literal.get("text") instanceof String text
            && KEY.matcher(text).matches()
        ? Optional.of(text)
        : Optional.empty();
  }

  /// DuckDB counts the bytes of a statement.
  private String applyTo(String sql) {
    if (replacements.isEmpty()) {
      return sql;
    }
    byte[] bytes = sql.getBytes(UTF_8);
    var text = new StringBuilder();
    int at = 0;
    for (var next : inOrder()) {
      text.append(new String(bytes, at, next.from() - at, UTF_8)).append(next.text());
      at = next.to();
    }
    return text.append(new String(bytes, at, bytes.length - at, UTF_8)).toString();
  }

  private List<Replacement> inOrder() {
    return replacements.stream().sorted(Comparator.comparingInt(Replacement::from)).toList();
  }
}
