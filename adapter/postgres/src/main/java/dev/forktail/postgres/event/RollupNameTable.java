package dev.forktail.postgres.event;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// The tables `rollup_name` and `rollup_name_count`.
final class RollupNameTable {
  private static final String FIND =
      "SELECT name FROM rollup_name WHERE project = ? AND dimension = ? AND name = ANY (?)";
  private static final String ALL =
      "SELECT name FROM rollup_name WHERE project = ? AND dimension = ?";
  private static final String COUNT =
      "SELECT names FROM rollup_name_count WHERE project = ? AND dimension = ?";
  private static final String BEGIN_COUNT =
      """
      INSERT INTO rollup_name_count (project, dimension, names) VALUES (?, ?, 0)
      ON CONFLICT DO NOTHING
      """;
  private static final String ADD =
      "INSERT INTO rollup_name (project, dimension, name) SELECT ?, ?, unnest(?)";
  private static final String ADD_COUNT =
      "UPDATE rollup_name_count SET names = names + ? WHERE project = ? AND dimension = ?";

  private RollupNameTable() {}

  /// Names that have counters of their own.
  ///
  /// @param complete whether these are all that the scope will ever have
  record Found(Set<String> counted, boolean complete) {}

  /// Which of `names` have counters of their own, after adding those that there is room for.
  static Found findOrAdd(Connection connection, NameScope scope, SortedSet<String> names)
      throws SQLException {
    var counted = find(connection, scope, names);
    if (counted.containsAll(names)) {
      return new Found(counted, false);
    }
    if (count(connection, scope, COUNT) >= scope.namesMax()) {
      return new Found(select(connection, ALL, scope, null), true);
    }
    return addMissing(connection, scope, names);
  }

  private static Found addMissing(Connection connection, NameScope scope, SortedSet<String> names)
      throws SQLException {
    beginCount(connection, scope);
    int count = count(connection, scope, COUNT + " FOR UPDATE");
    var counted = find(connection, scope, names);
    var added =
        names.stream()
            .filter(name -> !counted.contains(name))
            .limit(Math.max(0, scope.namesMax() - count))
            .toList();
    if (!added.isEmpty()) {
      add(connection, scope, added);
      counted.addAll(added);
    }
    return new Found(counted, false);
  }

  private static void beginCount(Connection connection, NameScope scope) throws SQLException {
    try (var statement = connection.prepareStatement(BEGIN_COUNT)) {
      bind(statement, 1, scope);
      statement.executeUpdate();
    }
  }

  private static int count(Connection connection, NameScope scope, String sql) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      bind(statement, 1, scope);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? rows.getInt(1) : 0;
      }
    }
  }

  private static void add(Connection connection, NameScope scope, List<String> names)
      throws SQLException {
    try (var statement = connection.prepareStatement(ADD)) {
      bind(statement, 1, scope);
      statement.setObject(3, names.toArray(String[]::new));
      statement.executeUpdate();
    }
    try (var statement = connection.prepareStatement(ADD_COUNT)) {
      statement.setInt(1, names.size());
      bind(statement, 2, scope);
      statement.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, int first, NameScope scope)
      throws SQLException {
    statement.setInt(first, scope.project());
    statement.setInt(first + 1, scope.dimension());
  }

  private static Set<String> find(Connection connection, NameScope scope, SortedSet<String> names)
      throws SQLException {
    return select(connection, FIND, scope, names.toArray(String[]::new));
  }

  private static Set<String> select(
      Connection connection, String sql, NameScope scope, String @Nullable [] names)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      bind(statement, 1, scope);
      if (names != null) {
        statement.setObject(3, names);
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
