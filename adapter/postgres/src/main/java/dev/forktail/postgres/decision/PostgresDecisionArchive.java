package dev.forktail.postgres.decision;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.result.decision.DecisionArchive;
import dev.forktail.postgres.ProductDatabase;
import java.util.Optional;

/// Decisions in the product database, a row each.
public final class PostgresDecisionArchive implements DecisionArchive {
  private static final String KEEP =
      """
      INSERT INTO decision (project, key, version, document) VALUES (?, ?, ?, ?)
      ON CONFLICT (project, key, version) DO UPDATE SET document = excluded.document
      """;
  private static final String FIND =
      "SELECT document FROM decision WHERE project = ? AND key = ? AND version = ?";

  private final ProductDatabase database;

  public PostgresDecisionArchive(ProductDatabase database) {
    this.database = database;
  }

  @Override
  public void keep(ProjectId project, ExperimentKey key, long version, String document) {
    database.call(
        "keep a decision",
        connection -> {
          try (var statement = connection.prepareStatement(KEEP)) {
            statement.setInt(1, project.value());
            statement.setString(2, key.value());
            statement.setLong(3, version);
            statement.setString(4, document);
            return statement.executeUpdate();
          }
        });
  }

  @Override
  public Optional<String> find(ProjectId project, ExperimentKey key, long version) {
    return database.call(
        "read a decision",
        connection -> {
          try (var statement = connection.prepareStatement(FIND)) {
            statement.setInt(1, project.value());
            statement.setString(2, key.value());
            statement.setLong(3, version);
            try (var rows = statement.executeQuery()) {
              return rows.next() ? Optional.of(rows.getString(1)) : Optional.<String>empty();
            }
          }
        });
  }
}
