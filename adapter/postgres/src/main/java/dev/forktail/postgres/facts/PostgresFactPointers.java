package dev.forktail.postgres.facts;

import dev.forktail.engine.facts.FactPointers;
import dev.forktail.postgres.PostgresDatabase;
import java.util.HashMap;
import java.util.Map;

/// The pointers of facts in the table in which Iceberg's JDBC catalog keeps them, as catalog
/// `forktail` and namespace `facts`.
public final class PostgresFactPointers implements FactPointers {
  private static final String ALL =
      """
      SELECT table_name, metadata_location FROM iceberg_tables
      WHERE catalog_name = 'forktail' AND table_namespace = 'facts'
      """;
  private static final String PUT =
      """
      INSERT INTO iceberg_tables AS before
        (catalog_name, table_namespace, table_name, metadata_location, iceberg_type)
      VALUES ('forktail', 'facts', ?, ?, 'TABLE')
      ON CONFLICT (catalog_name, table_namespace, table_name) DO UPDATE SET
        metadata_location = excluded.metadata_location,
        previous_metadata_location = before.metadata_location
      """;
  private static final String REMOVE =
      """
      DELETE FROM iceberg_tables
      WHERE catalog_name = 'forktail' AND table_namespace = 'facts' AND table_name = ?
      """;

  private final PostgresDatabase database;

  public PostgresFactPointers(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public Map<String, String> all() {
    return database.call(
        "list facts of the lake",
        on -> {
          try (var statement = on.prepareStatement(ALL);
              var rows = statement.executeQuery()) {
            var locations = new HashMap<String, String>();
            while (rows.next()) {
              locations.put(rows.getString(1), rows.getString(2));
            }
            return locations;
          }
        });
  }

  @Override
  public void put(String name, String location) {
    update(PUT, name, location);
  }

  @Override
  public void remove(String name) {
    update(REMOVE, name);
  }

  private void update(String sql, String... values) {
    database.call(
        "change facts of the lake",
        on -> {
          try (var statement = on.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
              statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate();
          }
        });
  }
}
