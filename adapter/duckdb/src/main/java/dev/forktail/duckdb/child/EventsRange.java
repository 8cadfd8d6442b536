package dev.forktail.duckdb.child;

import dev.forktail.engine.query.TimeRange;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which time of `events` a statement can read, by the conditions on `occurred` that every row must
/// meet.
///
/// Told only where nothing can be mistaken: the statement mentions `events` once, as all that a
/// SELECT reads from, under its own columns. Everything else may read all times.
final class EventsRange {
  private static final String EVENTS = "events";
  private static final String OCCURRED = "occurred";

  private final Database database;
  private final List<Map<?, ?>> selects = new ArrayList<>();
  private int mentions;
  private Instant from = Instant.MIN;
  private Instant to = Instant.MAX;

  private EventsRange(Database database) {
    this.database = database;
  }

  /// The time that the statements of `trees` read together.
  static TimeRange of(List<Map<?, ?>> trees, Database database) throws SQLException {
    @Nullable TimeRange all = null;
    for (var tree : trees) {
      var range = new EventsRange(database);
      range.find(tree);
      if (range.mentions > 0) {
        all = all == null ? range.read() : all.with(range.read());
      }
    }
    return all == null ? TimeRange.ALWAYS : all;
  }

  private TimeRange read() throws SQLException {
    if (mentions != 1 || selects.size() != 1) {
      return TimeRange.ALWAYS;
    }
    return of(selects.getFirst());
  }

  private void find(@Nullable Object node) {
    if (node instanceof List<?> list) {
      list.forEach(this::find);
      return;
    }
    if (!(node instanceof Map<?, ?> map)) {
      return;
    }
    if (SyntaxTree.isTable(map, EVENTS) || EVENTS.equals(SyntaxTree.name(map.get("key")))) {
      mentions++;
    }
    if (map.get("from_table") instanceof Map<?, ?> table
        && SyntaxTree.isTable(table, EVENTS)
        && isPlain(map, table)) {
      selects.add(map);
    }
    map.values().forEach(this::find);
  }

  /// Whether `occurred` in its conditions is what the events have under that name.
  private static boolean isPlain(Map<?, ?> select, Map<?, ?> table) {
    boolean renamed = !List.of().equals(table.get("column_name_alias"));
    boolean sampled = isPresent(table.get("sample")) || isPresent(select.get("sample"));
    boolean shadowed =
        select.get("select_list") instanceof List<?> items
            && items.stream()
                .anyMatch(
                    item ->
                        item instanceof Map<?, ?> map
                            && OCCURRED.equals(SyntaxTree.name(map.get("alias"))));
    return !renamed && !sampled && !shadowed;
  }

  private static boolean isPresent(@Nullable Object value) {
    return value != null && !"null".equals(value);
  }

  private TimeRange of(Map<?, ?> select) throws SQLException {
    String alias =
        select.get("from_table") instanceof Map<?, ?> table
            ? SyntaxTree.name(table.get("alias"))
            : "";
    narrow(select.get("where_clause"), alias.isEmpty() ? EVENTS : alias);
    return from.isBefore(to) ? new TimeRange(from, to) : new TimeRange(from, from);
  }

  private void narrow(@Nullable Object condition, String table) throws SQLException {
    if (!(condition instanceof Map<?, ?> node)) {
      return;
    }
    switch (String.valueOf(node.get("type"))) {
      case "CONJUNCTION_AND" -> {
        if (node.get("children") instanceof List<?> children) {
          for (var child : children) {
            narrow(child, table);
          }
        }
      }
      case "COMPARE_BETWEEN" -> {
        if (isOccurred(node.get("input"), table)) {
          notBefore(node.get("lower"));
          notAfter(node.get("upper"), 1);
        }
      }
      case String type -> compare(type, node.get("left"), node.get("right"), table);
    }
  }

  private void compare(String type, @Nullable Object left, @Nullable Object right, String table)
      throws SQLException {
    if (isOccurred(left, table)) {
      compare(type, right);
    } else if (isOccurred(right, table)) {
      compare(turned(type), left);
    }
  }

  private void compare(String type, @Nullable Object moment) throws SQLException {
    switch (type) {
      case "COMPARE_GREATERTHAN", "COMPARE_GREATERTHANOREQUALTO" -> notBefore(moment);
      case "COMPARE_LESSTHAN" -> notAfter(moment, 0);
      case "COMPARE_LESSTHANOREQUALTO" -> notAfter(moment, 1);
      case "COMPARE_EQUAL" -> {
        notBefore(moment);
        notAfter(moment, 1);
      }
      default -> {}
    }
  }

  private static String turned(String type) {
    return switch (type) {
      case "COMPARE_GREATERTHAN" -> "COMPARE_LESSTHAN";
      case "COMPARE_GREATERTHANOREQUALTO" -> "COMPARE_LESSTHANOREQUALTO";
      case "COMPARE_LESSTHAN" -> "COMPARE_GREATERTHAN";
      case "COMPARE_LESSTHANOREQUALTO" -> "COMPARE_GREATERTHANOREQUALTO";
      default -> type;
    };
  }

  private void notBefore(@Nullable Object expression) throws SQLException {
    var moment = MomentConstant.earliest(expression, database);
    if (moment != null && moment.isAfter(from)) {
      from = moment;
    }
  }

  private void notAfter(@Nullable Object expression, long micros) throws SQLException {
    var moment = MomentConstant.exact(expression, database);
    if (moment != null && moment.plus(micros, ChronoUnit.MICROS).isBefore(to)) {
      to = moment.plus(micros, ChronoUnit.MICROS);
    }
  }

  private static boolean isOccurred(@Nullable Object node, String table) {
    if (!(node instanceof Map<?, ?> map)
        || !"COLUMN_REF".equals(map.get("type"))
        || !(map.get("column_names") instanceof List<?> names)) {
      return false;
    }
    var lower = names.stream().map(SyntaxTree::name).toList();
    return Set.of(List.of(OCCURRED), List.of(table, OCCURRED)).contains(lower);
  }
}
