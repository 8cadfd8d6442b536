package dev.forktail.postgres.export;

import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.PromotedColumn;
import dev.forktail.engine.export.PromotedProperties;
import dev.forktail.engine.export.PropertyDeclaration;
import dev.forktail.engine.export.PropertySource;
import dev.forktail.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Optional;

/// The promoted properties in the table `promoted_property`. Who declares holds the table, so that
/// no other takes the name or the last place meanwhile; readers do not wait.
public final class PostgresPromotedProperties implements PromotedProperties {
  private static final String HOLD = "LOCK TABLE promoted_property IN SHARE ROW EXCLUSIVE MODE";
  private static final String LIST =
      "SELECT field_id, name, type, path, event FROM promoted_property ORDER BY field_id";
  private static final String ADD =
      "INSERT INTO promoted_property (name, type, path, event) VALUES (?, ?, ?, ?) RETURNING"
          + " field_id";

  private final PostgresDatabase database;

  public PostgresPromotedProperties(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public Answer declare(PropertyDeclaration declaration) {
    return database.transact(
        "declare the property " + declaration.name(),
        connection -> {
          hold(connection);
          var answer = PromotedProperties.findAnswer(list(connection), declaration);
          return answer.isPresent()
              ? answer.get()
              : new Answer.Declared(add(connection, declaration));
        });
  }

  private static void hold(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(HOLD);
    }
  }

  private static PromotedColumn add(Connection connection, PropertyDeclaration declaration)
      throws SQLException {
    try (var statement = connection.prepareStatement(ADD)) {
      statement.setString(1, declaration.name());
      statement.setString(2, declaration.typeText());
      statement.setString(3, declaration.source().path());
      statement.setString(4, declaration.source().event().orElse(null));
      try (var rows = statement.executeQuery()) {
        rows.next();
        return declaration.column(rows.getInt(1));
      }
    }
  }

  @Override
  public LakeSchema schema() {
    return database.call("list promoted properties", PostgresPromotedProperties::list);
  }

  private static LakeSchema list(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(LIST)) {
      var all = new ArrayList<PromotedColumn>();
      while (rows.next()) {
        var declaration =
            PropertyDeclaration.of(
                rows.getString(2),
                rows.getString(3),
                new PropertySource(rows.getString(4), Optional.ofNullable(rows.getString(5))));
        all.add(declaration.column(rows.getInt(1)));
      }
      return new LakeSchema(all);
    }
  }
}
