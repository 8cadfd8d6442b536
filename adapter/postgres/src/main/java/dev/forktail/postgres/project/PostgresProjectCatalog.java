package dev.forktail.postgres.project;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyHash;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.engine.project.ProjectCatalog;
import dev.forktail.postgres.PostgresDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Projects and keys in the tables `project` and `api_key`.
public final class PostgresProjectCatalog implements ProjectCatalog {
  private static final String LIST = "SELECT id, name FROM project ORDER BY id";
  private static final String CREATE = "INSERT INTO project (name) VALUES (?) RETURNING id";
  private static final String ADD_KEY =
      """
      INSERT INTO api_key (hash, project, role, source) VALUES (?, ?, ?, ?)
      ON CONFLICT (hash) DO NOTHING
      """;
  private static final String KEYS = "SELECT hash, project, role, source FROM api_key";

  private final PostgresDatabase database;

  public PostgresProjectCatalog(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public List<Project> projects() {
    return database.call(
        "list projects",
        connection -> {
          try (var statement = connection.prepareStatement(LIST);
              var rows = statement.executeQuery()) {
            var projects = new ArrayList<Project>();
            while (rows.next()) {
              projects.add(new Project(new ProjectId(rows.getInt(1)), rows.getString(2)));
            }
            return projects;
          }
        });
  }

  @Override
  public ProjectId create(String name) {
    return database.call(
        "create a project",
        connection -> {
          try (var statement = connection.prepareStatement(CREATE)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
              rows.next();
              return new ProjectId(rows.getInt(1));
            }
          }
        });
  }

  @Override
  public void addKey(KeyHash hash, Access access) {
    database.call(
        "add a key",
        connection -> {
          try (var statement = connection.prepareStatement(ADD_KEY)) {
            statement.setString(1, hash.hex());
            statement.setInt(2, access.project().value());
            statement.setString(3, access.role().name().toLowerCase(Locale.ROOT));
            statement.setString(4, access.source());
            return statement.executeUpdate();
          }
        });
  }

  @Override
  public Map<KeyHash, Access> keys() {
    return database.call(
        "read the keys",
        connection -> {
          try (var statement = connection.prepareStatement(KEYS);
              var rows = statement.executeQuery()) {
            var keys = new HashMap<KeyHash, Access>();
            while (rows.next()) {
              var role = KeyRole.valueOf(rows.getString(3).toUpperCase(Locale.ROOT));
              keys.put(
                  new KeyHash(rows.getString(1)),
                  new Access(new ProjectId(rows.getInt(2)), role, rows.getString(4)));
            }
            return keys;
          }
        });
  }
}
