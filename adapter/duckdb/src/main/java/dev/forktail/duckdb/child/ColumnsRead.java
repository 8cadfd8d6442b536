package dev.forktail.duckdb.child;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which columns of `events`, or of facts, a statement can read. Rather too many than one too few:
/// whatever might stand for a whole row stands for all of them.
final class ColumnsRead {
  private static final String EVENTS = "events";

  private final Set<String> all;
  private final Set<String> read = new HashSet<>();
  private final Set<String> mentioned = new HashSet<>();
  private final Set<String> rows = new HashSet<>(Set.of(EVENTS));
  private boolean everything;

  ColumnsRead(Set<String> all) {
    this.all = all;
  }

  /// Takes note of one node of the tree.
  void see(Map<?, ?> node) {
    switch (String.valueOf(node.get("type"))) {
      case "STAR", "POSITIONAL_REFERENCE" -> everything = true;
      case "JOIN" -> seeJoin(node);
      case "BASE_TABLE" -> {
        rows.add(lower(node.get("alias")));
        rows.add(lower(node.get("table_name")));
      }
      case "COLUMN_REF" -> add(node.get("column_names"));
      default -> {}
    }
  }

  /// All columns that were mentioned.
  Set<String> names() {
    boolean wholeRow =
        mentioned.stream().anyMatch(name -> !all.contains(name) && rows.contains(name));
    return everything || wholeRow ? all : read;
  }

  private void seeJoin(Map<?, ?> node) {
    if ("NATURAL".equals(node.get("ref_type"))) {
      everything = true;
    }
    add(node.get("using_columns"));
  }

  private void add(@Nullable Object names) {
    if (!(names instanceof List<?> list)) {
      return;
    }
    for (var name : list) {
      String column = lower(name);
      if (all.contains(column)) {
        read.add(column);
      }
    }
    if (list.size() == 1) {
      mentioned.add(lower(list.getFirst()));
    }
  }

  private static String lower(@Nullable Object name) {
    return String.valueOf(name).toLowerCase(Locale.ROOT);
  }
}
