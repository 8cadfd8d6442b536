package dev.forktail.duckdb.child;

import dev.forktail.engine.facts.FactRows;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/// The facts that a statement reads, as tables in memory.
final class FactTables {
  private final Database database;
  private final List<FactRows> facts;

  private FactTables(Database database, List<FactRows> facts) {
    this.database = database;
    this.facts = facts;
  }

  /// Empty tables.
  static FactTables create(Database database, List<FactRows> facts) throws SQLException {
    if (!facts.isEmpty()) {
      database.execute("CREATE SCHEMA " + FactRows.SCHEMA);
    }
    for (var table : facts) {
      database.execute(
          "CREATE TABLE %s (%s)".formatted(table(table), Sql.definitions(table.columns())));
    }
    return new FactTables(database, facts);
  }

  /// The table of that name.
  static String table(FactRows facts) {
    return FactRows.SCHEMA + "." + Sql.name(facts.name());
  }

  /// Takes the rows of all of them, one table behind the other.
  ///
  /// @param before what stands in the stream before them, at its end or not begun
  void load(CopyRows before) throws SQLException, IOException {
    var rows = before;
    for (var table : facts) {
      rows = rows.following(table.columns());
      rows.begin();
      try (var appender = database.appender(FactRows.SCHEMA, table.name())) {
        while (rows.next()) {
          rows.append(appender);
        }
      }
    }
  }
}
