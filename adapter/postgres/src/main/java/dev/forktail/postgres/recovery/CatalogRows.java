package dev.forktail.postgres.recovery;

import dev.forktail.engine.export.PropertyDeclaration;
import dev.forktail.engine.recovery.RecoveredStore.Content;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/// Projects, keys, promoted properties, and where the tables of the lake are.
record CatalogRows(Connection connection) {
  private static final int FIELD_ID_BEFORE_FIRST = 999;

  void insert(Content content) throws SQLException {
    insertProjects(content);
    insertKeys(content);
    insertPromoted(content);
    insertTables(content);
  }

  private void insertProjects(Content content) throws SQLException {
    int last = 0;
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO project (id, name) OVERRIDING SYSTEM VALUE VALUES (?, ?)")) {
      for (var project : content.projects()) {
        statement.setInt(1, project.id().value());
        statement.setString(2, project.name());
        statement.addBatch();
        last = Math.max(last, project.id().value());
      }
      statement.executeBatch();
    }
    Sql.continueAfter(connection, "project", "id", last);
  }

  private void insertKeys(Content content) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO api_key (hash, project, role, source) VALUES (?, ?, ?, ?)")) {
      for (var key : content.keys().entrySet()) {
        statement.setString(1, key.getKey().hex());
        statement.setInt(2, key.getValue().project().value());
        statement.setString(3, key.getValue().role().name().toLowerCase(Locale.ROOT));
        statement.setString(4, key.getValue().source());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private void insertPromoted(Content content) throws SQLException {
    int last = FIELD_ID_BEFORE_FIRST;
    try (var statement =
        connection.prepareStatement(
            """
            INSERT INTO promoted_property (field_id, name, type, path, event) OVERRIDING SYSTEM VALUE
            VALUES (?, ?, ?, ?, ?)
            """)) {
      for (var promoted : content.promoted()) {
        var declaration = PropertyDeclaration.of(promoted);
        statement.setInt(1, promoted.column().fieldId());
        statement.setString(2, declaration.name());
        statement.setString(3, declaration.typeText());
        statement.setString(4, declaration.source().path());
        statement.setString(5, declaration.source().event().orElse(null));
        statement.addBatch();
        last = Math.max(last, promoted.column().fieldId());
      }
      statement.executeBatch();
    }
    Sql.continueAfter(connection, "promoted_property", "field_id", last);
  }

  private void insertTables(Content content) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            INSERT INTO iceberg_tables
              (catalog_name, table_namespace, table_name, metadata_location, iceberg_type)
            VALUES ('forktail', 'lake', ?, ?, 'TABLE')
            """)) {
      for (var table : content.tables().entrySet()) {
        statement.setString(1, table.getKey().text());
        statement.setString(2, table.getValue());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
