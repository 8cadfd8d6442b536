package dev.forktail.postgres.event;

import dev.forktail.engine.rollup.Rollups;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// The tables `rollup_name` and `rollup_name_count`.
final class RollupNameTable {
  private static final String FIND =
      "SELECT name FROM rollup_name WHERE project = ? AND name = ANY (?)";
  private static final String ALL = "SELECT name FROM rollup_name WHERE project = ?";
  private static final String COUNT = "SELECT names FROM rollup_name_count WHERE project = ?";
  private static final String BEGIN_COUNT =
      "INSERT INTO rollup_name_count (project, names) VALUES (?, 0) ON CONFLICT DO NOTHING";
  private static final String ADD = "INSERT INTO rollup_name (project, name) SELECT ?, unnest(?)";
  private static final String ADD_COUNT =
      "UPDATE rollup_name_count SET names = names + ? WHERE project = ?";

  private RollupNameTable() {}

  /// Names that have counters of their own.
  ///
  /// @param complete whether these are all that the project will ever have
  record Found(Set<String> counted, boolean complete) {}

  /// Which of `names` have counters of their own, after adding those that there is room for.
  static Found findOrAdd(Connection connection, int project, SortedSet<String> names)
      throws SQLException {
    var counted = find(connection, project, names);
    if (counted.containsAll(names)) {
      return new Found(counted, false);
    }
    if (count(connection, project, COUNT) >= Rollups.NAMES_MAX) {
      return new Found(select(connection, ALL, project, null), true);
    }
    return addMissing(connection, project, names);
  }

  private static Found addMissing(Connection connection, int project, SortedSet<String> names)
      throws SQLException {
    beginCount(connection, project);
    int count = count(connection, project, COUNT + " FOR UPDATE");
    var counted = find(connection, project, names);
    var added =
        names.stream()
            .filter(name -> !counted.contains(name))
            .limit(Math.max(0, Rollups.NAMES_MAX - count))
            .toList();
    if (!added.isEmpty()) {
      add(connection, project, added);
      counted.addAll(added);
    }
    return new Found(counted, false);
  }

  private static void beginCount(Connection connection, int project) throws SQLException {
    try (var statement = connection.prepareStatement(BEGIN_COUNT)) {
      statement.setInt(1, project);
      statement.executeUpdate();
    }
  }

  private static int count(Connection connection, int project, String sql) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setInt(1, project);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? rows.getInt(1) : 0;
      }
    }
  }

  private static void add(Connection connection, int project, List<String> names)
      throws SQLException {
    try (var statement = connection.prepareStatement(ADD)) {
      statement.setInt(1, project);
      statement.setObject(2, names.toArray(String[]::new));
      statement.executeUpdate();
    }
    try (var statement = connection.prepareStatement(ADD_COUNT)) {
      statement.setInt(1, names.size());
      statement.setInt(2, project);
      statement.executeUpdate();
    }
  }

  private static Set<String> find(Connection connection, int project, SortedSet<String> names)
      throws SQLException {
    return select(connection, FIND, project, names.toArray(String[]::new));
  }

  private static Set<String> select(
      Connection connection, String sql, int project, String @Nullable [] names)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setInt(1, project);
      if (names != null) {
        statement.setObject(2, names);
      }
      var found = new HashSet<String>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
      return found;
    }
  }
}
