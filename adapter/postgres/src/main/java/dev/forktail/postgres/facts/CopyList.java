package dev.forktail.postgres.facts;

import dev.forktail.postgres.facts.Structure.FactColumn;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The list of copies in the event database, and the tables that it lists.
final class CopyList {
  private static final String COPIES =
      """
      SELECT f.name, f.schema_name, f.table_name, f.columns, f.types, f.keys,
        coalesce(f.relation = to_regclass(format('%I.%I', f.schema_name, f.table_name))::oid, false),
        coalesce(r.srsubstate::text, '')
      FROM fact_table f LEFT JOIN pg_subscription_rel r ON r.srrelid = f.relation
      ORDER BY f.name
      """;
  private static final String TAKEN =
      "SELECT name FROM unnest(?::text[]) AS asked (name) WHERE to_regclass(name) IS NOT NULL";
  private static final String ADD =
      """
      INSERT INTO fact_table (name, schema_name, table_name, relation, columns, types, keys)
      VALUES (?, ?, ?, ?::regclass, ?, ?, ?)
      """;
  private static final String REMOVE = "DELETE FROM fact_table WHERE name = ?";

  private CopyList() {}

  static List<CopiedTable> read(Connection on) throws SQLException {
    try (var statement = on.prepareStatement(COPIES);
        var rows = statement.executeQuery()) {
      var copies = new ArrayList<CopiedTable>();
      while (rows.next()) {
        copies.add(
            new CopiedTable(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                structure(rows),
                rows.getBoolean(7),
                rows.getString(8)));
      }
      return copies;
    }
  }

  private static Structure structure(ResultSet row) throws SQLException {
    var names = texts(row.getArray(4));
    var types = texts(row.getArray(5));
    var columns = new ArrayList<FactColumn>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(new FactColumn(names.get(i), FactType.of(types.get(i))));
    }
    return new Structure(columns, texts(row.getArray(6)));
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }

  /// Which of `names`, qualified and quoted, are tables here.
  static Set<String> taken(Connection on, Collection<String> names) throws SQLException {
    try (var statement = on.prepareStatement(TAKEN)) {
      statement.setArray(1, on.createArrayOf("text", names.toArray()));
      try (var rows = statement.executeQuery()) {
        var taken = new HashSet<String>();
        while (rows.next()) {
          taken.add(rows.getString(1));
        }
        return taken;
      }
    }
  }

  /// Makes an empty table for each of `sources`. One that is like it already is only emptied: who
  /// looks at it at this moment still sees its rows.
  static void renew(Connection on, List<SourceTable> sources) throws SQLException {
    var before = read(on);
    for (var source : sources) {
      var same = before.stream().filter(copy -> copy.isOf(source) && isNamed(copy, source));
      if (same.findFirst().isPresent()) {
        execute(on, "DELETE FROM " + source.qualified());
        continue;
      }
      for (var copy : before) {
        if (isNamed(copy, source) || copy.qualified().equals(source.qualified())) {
          drop(on, copy);
        }
      }
      make(on, source);
    }
  }

  private static boolean isNamed(CopiedTable copy, SourceTable source) {
    return copy.name().equals(source.fact().name());
  }

  private static void make(Connection on, SourceTable source) throws SQLException {
    var structure = source.structure();
    execute(on, "CREATE SCHEMA IF NOT EXISTS " + Quoted.name(source.schema()));
    execute(on, "CREATE TABLE %s (%s)".formatted(source.qualified(), structure.definition()));
    try (var statement = on.prepareStatement(ADD)) {
      statement.setString(1, source.fact().name());
      statement.setString(2, source.schema());
      statement.setString(3, source.fact().table());
      statement.setString(4, source.qualified());
      statement.setArray(5, texts(on, structure.columns().stream().map(FactColumn::name).toList()));
      statement.setArray(
          6, texts(on, structure.columns().stream().map(column -> column.type().sql()).toList()));
      statement.setArray(7, texts(on, structure.keys()));
      statement.executeUpdate();
    }
  }

  private static Array texts(Connection on, List<String> texts) throws SQLException {
    return on.createArrayOf("text", texts.toArray());
  }

  /// Drops the table, if it is ours, and its entry.
  static void drop(Connection on, CopiedTable copy) throws SQLException {
    if (copy.present()) {
      execute(on, "DROP TABLE " + copy.qualified());
    }
    try (var statement = on.prepareStatement(REMOVE)) {
      statement.setString(1, copy.name());
      statement.executeUpdate();
    }
  }

  private static void execute(Connection on, String sql) throws SQLException {
    try (var statement = on.createStatement()) {
      statement.execute(sql);
    }
  }
}
