package dev.forktail.duckdb.child;

import dev.forktail.engine.facts.FactRows;
import dev.forktail.engine.query.SqlCatalog;
import dev.forktail.engine.query.SqlVerdict;
import dev.forktail.engine.query.SqlVerdict.Reason;
import dev.forktail.engine.query.SqlView;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A walk through the tree of a statement that stops at the first thing not known to be harmless.
///
/// A name of a table stands for a WITH only where that WITH can be seen; elsewhere the same name
/// would be a table or view of DuckDB's own, or a file.
final class StatementCheck {
  private static final Set<String> EXPRESSIONS =
      Set.of(
          "BETWEEN",
          "CASE",
          "CAST",
          "COLLATE",
          "COLUMN_REF",
          "COMPARISON",
          "CONJUNCTION",
          "CONSTANT",
          "FUNCTION",
          "LAMBDA",
          "OPERATOR",
          "POSITIONAL_REFERENCE",
          "STAR",
          "SUBQUERY",
          "TYPE",
          "WINDOW");
  private static final Set<String> PARTS =
      Set.of(
          "SELECT_NODE",
          "SET_OPERATION_NODE",
          "RECURSIVE_CTE_NODE",
          "EMPTY",
          "JOIN",
          "SUBQUERY",
          "EXPRESSION_LIST",
          "BASE_TABLE",
          "TABLE_FUNCTION",
          "ORDER_MODIFIER",
          "LIMIT_MODIFIER",
          "LIMIT_PERCENT_MODIFIER",
          "DISTINCT_MODIFIER",
          "ORDER_DEFAULT",
          "ASCENDING",
          "DESCENDING");
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final SqlCatalog catalog;
  private final Set<String> tables = new HashSet<>();
  private final Set<String> views = new HashSet<>();
  private final Deque<SqlView> unread = new ArrayDeque<>();
  private final ColumnsRead columns;
  private final Set<String> facts = new HashSet<>();
  private final ColumnsRead factColumns;

  private StatementCheck(SqlCatalog catalog) {
    this.catalog = catalog;
    this.columns = new ColumnsRead(catalog.eventColumns());
    this.factColumns =
        new ColumnsRead(
            catalog.facts().stream()
                .flatMap(table -> table.columns().stream())
                .map(column -> lower(column.name()))
                .collect(Collectors.toSet()));
  }

  static SqlVerdict of(String sql, SqlCatalog catalog, Database database) throws SQLException {
    var check = new StatementCheck(catalog);
    try {
      var trees = check.walkAll(sql, database);
      return new SqlVerdict.Allowed(
          check.tables,
          check.views,
          check.tables.isEmpty() ? Set.of() : check.columns.names(),
          EventsRange.of(trees, database),
          check.facts.stream()
              .collect(Collectors.toMap(Function.identity(), _ -> check.factColumns.names())));
    } catch (RefusedException e) {
      return e.verdict();
    }
  }

  /// The statement and the views that it reads, also through each other.
  private List<Map<?, ?>> walkAll(String sql, Database database) throws SQLException {
    var trees = new ArrayList<Map<?, ?>>();
    trees.add(SyntaxTree.of(sql, database));
    walk(trees.getFirst(), Set.of());
    while (!unread.isEmpty()) {
      var tree = SyntaxTree.of(unread.remove().sql(), database);
      trees.add(tree);
      walk(tree, Set.of());
    }
    return trees;
  }

  private void walk(@Nullable Object node, Set<String> visible) {
    switch (node) {
      case Map<?, ?> map -> walkMap(map, visible);
      case List<?> list -> list.forEach(item -> walk(item, visible));
      case null, default -> {}
    }
  }

  private void walkMap(Map<?, ?> node, Set<String> visible) {
    var inside = visible;
    if (node.get("cte_map") instanceof Map<?, ?> withs) {
      inside = withs(withs, visible);
    }
    check(node, inside);
    columns.see(node);
    factColumns.see(node);
    for (var entry : node.entrySet()) {
      if (!"cte_map".equals(entry.getKey())) {
        walk(entry.getValue(), inside);
      }
    }
  }

  /// Walks through each WITH, which sees those before it, and itself when it is recursive.
  private Set<String> withs(Map<?, ?> withs, Set<String> visible) {
    var inside = new HashSet<>(visible);
    if (!(withs.get("map") instanceof List<?> entries)) {
      return inside;
    }
    for (var item : entries) {
      var entry = (Map<?, ?>) item;
      String name = text(entry, "key");
      if (!PLAIN_NAME.matcher(name).matches()) {
        throw new RefusedException(
            Reason.CONSTRUCT, "A name in WITH is made of letters, digits and _: " + name);
      }
      var seen = new HashSet<>(inside);
      if (isRecursive(entry)) {
        seen.add(lower(name));
      }
      walk(entry.get("value"), seen);
      inside.add(lower(name));
    }
    return inside;
  }

  private static boolean isRecursive(Map<?, ?> entry) {
    return entry.get("value") instanceof Map<?, ?> with
        && with.get("query_node") instanceof Map<?, ?> query
        && "RECURSIVE_CTE_NODE".equals(query.get("type"));
  }

  private void check(Map<?, ?> node, Set<String> visible) {
    if (node.get("class") instanceof String expression) {
      if (!EXPRESSIONS.contains(expression)) {
        throw unknown(expression);
      }
      if (expression.equals("FUNCTION") || expression.equals("WINDOW")) {
        checkFunction(node);
      }
      return;
    }
    if (!(node.get("type") instanceof String part)) {
      return;
    }
    if (!PARTS.contains(part)) {
      throw unknown(part);
    }
    switch (part) {
      case "BASE_TABLE" -> checkTable(node, visible);
      case "TABLE_FUNCTION" -> checkTableFunction(node);
      default -> {}
    }
  }

  private void checkTable(Map<?, ?> node, Set<String> visible) {
    String name = lower(text(node, "table_name"));
    boolean plain = text(node, "schema_name").isEmpty() && text(node, "catalog_name").isEmpty();
    if (plain && visible.contains(name)) {
      return;
    }
    if (plain && catalog.tables().contains(name)) {
      tables.add(name);
      return;
    }
    if (isFacts(node, name)) {
      facts.add(name);
      return;
    }
    var view = catalog.views().stream().filter(one -> plain && one.name().equals(name)).findFirst();
    if (view.isEmpty()) {
      throw new RefusedException(
          Reason.TABLE,
          "There is no table %s; there are: %s"
              .formatted(text(node, "table_name"), String.join(", ", catalog.names())));
    }
    if (views.add(name)) {
      unread.add(view.get());
    }
  }

  private boolean isFacts(Map<?, ?> node, String name) {
    return lower(text(node, "schema_name")).equals(FactRows.SCHEMA)
        && text(node, "catalog_name").isEmpty()
        && catalog.facts().stream().anyMatch(table -> table.name().equals(name));
  }

  private static void checkTableFunction(Map<?, ?> node) {
    if (node.get("function") instanceof Map<?, ?> function
        && isPlain(function)
        && HarmlessFunctions.TABLES.contains(lower(text(function, "function_name")))) {
      return;
    }
    throw new RefusedException(
        Reason.FUNCTION,
        "As a table only these functions are allowed: "
            + String.join(", ", HarmlessFunctions.TABLES.stream().sorted().toList()));
  }

  private static void checkFunction(Map<?, ?> node) {
    String name = lower(text(node, "function_name"));
    boolean operator = "true".equals(node.get("is_operator"));
    boolean symbol = !PLAIN_NAME.matcher(name).matches();
    if (isPlain(node) && ((operator && symbol) || HarmlessFunctions.contains(name))) {
      return;
    }
    throw new RefusedException(
        Reason.FUNCTION,
        "The function %s is not allowed: only those whose result follows from their arguments"
            .formatted(name));
  }

  private static boolean isPlain(Map<?, ?> function) {
    return text(function, "schema").isEmpty() && text(function, "catalog").isEmpty();
  }

  private static RefusedException unknown(String construct) {
    return new RefusedException(
        Reason.CONSTRUCT, "Not allowed in a statement: " + lower(construct).replace('_', ' '));
  }

  private static String text(Map<?, ?> node, String name) {
    return node.get(name) instanceof String value ? value : "";
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
