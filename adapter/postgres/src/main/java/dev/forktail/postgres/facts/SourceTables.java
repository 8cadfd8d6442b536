package dev.forktail.postgres.facts;

import dev.forktail.engine.facts.FactTable;
import dev.forktail.postgres.facts.Structure.FactColumn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at the tables that are wanted, in the product database.
final class SourceTables {
  private static final String COLUMNS =
      """
      SELECT wanted.number, wanted.schema, c.relkind::text, c.relreplident::text,
        a.attname, format_type(a.atttypid, a.atttypmod),
        coalesce(a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1]), false)
      FROM (SELECT coalesce(nullif(schema, ''), current_schema()) AS schema, name, number
        FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS listed (schema, name, number)) AS wanted
      LEFT JOIN pg_class c ON c.oid = to_regclass(format('%I.%I', wanted.schema, wanted.name))
      LEFT JOIN pg_attribute a
        ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
      LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisvalid
        AND (c.relreplident = 'd' AND i.indisprimary OR c.relreplident = 'i' AND i.indisreplident)
      ORDER BY wanted.number, a.attnum
      """;
  private static final String WHOLE_ROWS = "f";

  private final List<SourceTable> found = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  private SourceTables() {}

  static SourceTables of(Connection connection, List<FactTable> wanted) throws SQLException {
    var tables = new SourceTables();
    var drafts = new ArrayList<Draft>();
    wanted.forEach(fact -> drafts.add(new Draft(fact)));
    try (var statement = connection.prepareStatement(COLUMNS)) {
      var schemas = wanted.stream().map(FactTable::schema).toArray(String[]::new);
      var names = wanted.stream().map(FactTable::table).toArray(String[]::new);
      statement.setArray(1, connection.createArrayOf("text", schemas));
      statement.setArray(2, connection.createArrayOf("text", names));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          drafts.get(rows.getInt(1) - 1).add(rows);
        }
      }
    }
    drafts.forEach(tables::add);
    return tables;
  }

  private void add(Draft draft) {
    if (draft.isMissing() && draft.fact.own()) {
      return;
    }
    draft.findFault().ifPresentOrElse(faults::add, () -> found.add(draft.table()));
  }

  List<SourceTable> found() {
    return List.copyOf(found);
  }

  /// Why others cannot be followed.
  List<String> faults() {
    return List.copyOf(faults);
  }

  /// A table while its columns are read.
  private static final class Draft {
    private final FactTable fact;
    private final List<FactColumn> columns = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private String schema = "";
    private String kind = "";
    private String identity = "";

    Draft(FactTable fact) {
      this.fact = fact;
    }

    void add(ResultSet row) throws SQLException {
      schema = String.valueOf(row.getString(2));
      if (row.getString(3) == null) {
        return;
      }
      kind = row.getString(3);
      identity = row.getString(4);
      String name = row.getString(5);
      if (name != null) {
        columns.add(new FactColumn(name, FactType.of(row.getString(6))));
        if (row.getBoolean(7)) {
          keys.add(name);
        }
      }
    }

    boolean isMissing() {
      return kind.isEmpty();
    }

    /// A table without a key that is published can no longer be updated by those who own it.
    Optional<String> findFault() {
      if (isMissing()) {
        return Optional.of("The product database has no table " + fact);
      }
      if (!kind.equals("r") && !kind.equals("p")) {
        return Optional.of("In the product database " + fact + " is no table");
      }
      if (keys.isEmpty() && !identity.equals(WHOLE_ROWS)) {
        return Optional.of(
            "The table %s of the product database needs a primary key, or REPLICA IDENTITY FULL"
                .formatted(fact));
      }
      return Optional.empty();
    }

    SourceTable table() {
      return new SourceTable(fact, schema, new Structure(columns, keys));
    }
  }
}
