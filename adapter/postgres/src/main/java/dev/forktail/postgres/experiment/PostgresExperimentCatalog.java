package dev.forktail.postgres.experiment;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.audit.AuditLine;
import dev.forktail.engine.audit.Change;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.Definition;
import dev.forktail.engine.experiment.Definitions;
import dev.forktail.engine.experiment.EditOutcome;
import dev.forktail.engine.experiment.ExperimentCatalog;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.experiment.json.DefinitionJson;
import dev.forktail.engine.experiment.json.RunsJson;
import dev.forktail.postgres.AuditRows;
import dev.forktail.postgres.DefinitionsRow;
import dev.forktail.postgres.ProductDatabase;
import dev.forktail.postgres.SqlMoments;
import dev.forktail.postgres.metric.MetricRows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Experiments in the product database. Who edits one waits for those who edit another, or a
/// metric.
public final class PostgresExperimentCatalog implements ExperimentCatalog {
  private static final String LIST =
      """
      SELECT project, definition, version, created, changed, runs FROM experiment
      WHERE project = ? ORDER BY key
      """;
  private static final String ALL =
      """
      SELECT project, definition, version, created, changed, runs FROM experiment
      ORDER BY project, key
      """;
  private static final String STORE =
      """
      INSERT INTO experiment (project, key, version, state, definition, created, changed, runs)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (project, key) DO UPDATE SET
        version = excluded.version, state = excluded.state,
        definition = excluded.definition, changed = excluded.changed, runs = excluded.runs
      RETURNING id
      """;
  private static final String NOTE =
      """
      INSERT INTO experiment_audit (experiment, version, at, who, what, note, definition, state)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String AUDIT =
      """
      SELECT audit.version, audit.at, audit.who, audit.what, audit.note, audit.definition
      FROM experiment_audit AS audit JOIN experiment ON experiment.id = audit.experiment
      WHERE experiment.project = ? AND experiment.key = ? ORDER BY audit.version DESC
      """;

  private final ProductDatabase database;

  public PostgresExperimentCatalog(ProductDatabase database) {
    this.database = database;
  }

  @Override
  public List<StoredExperiment> list(ProjectId project) {
    return database.call("list experiments", connection -> list(connection, project));
  }

  private static List<StoredExperiment> list(Connection connection, ProjectId project)
      throws SQLException {
    try (var statement = connection.prepareStatement(LIST)) {
      statement.setInt(1, project.value());
      try (var rows = statement.executeQuery()) {
        return experiments(rows);
      }
    }
  }

  private static List<StoredExperiment> experiments(ResultSet rows) throws SQLException {
    var experiments = new ArrayList<StoredExperiment>();
    while (rows.next()) {
      experiments.add(
          new StoredExperiment(
              new ProjectId(rows.getInt(1)),
              DefinitionJson.read(rows.getString(2)),
              rows.getLong(3),
              SqlMoments.at(rows, 4),
              SqlMoments.at(rows, 5),
              RunsJson.read(rows.getString(6))));
    }
    return experiments;
  }

  @Override
  public EditOutcome edit(ProjectId project, Edit edit) {
    return database.transact(
        "change an experiment",
        connection -> {
          DefinitionsRow.hold(connection);
          var outcome = edit.on(list(connection, project));
          if (outcome instanceof EditOutcome.Store(var experiment, var change)) {
            store(connection, experiment, change);
          }
          return outcome;
        });
  }

  private static void store(Connection connection, StoredExperiment experiment, Change change)
      throws SQLException {
    String definition = DefinitionJson.write(experiment.definition());
    String state = experiment.experiment().state().word();
    long id;
    try (var statement = connection.prepareStatement(STORE)) {
      statement.setInt(1, experiment.project().value());
      statement.setString(2, experiment.key().value());
      statement.setLong(3, experiment.version());
      statement.setString(4, state);
      statement.setString(5, definition);
      statement.setObject(6, SqlMoments.utc(experiment.created()));
      statement.setObject(7, SqlMoments.utc(experiment.changed()));
      statement.setString(8, RunsJson.write(experiment.runs()));
      try (var rows = statement.executeQuery()) {
        rows.next();
        id = rows.getLong(1);
      }
    }
    try (var statement = connection.prepareStatement(NOTE)) {
      AuditRows.set(statement, id, new AuditLine<>(experiment.version(), change, definition));
      statement.setString(8, state);
      statement.executeUpdate();
    }
    DefinitionsRow.advance(connection);
  }

  @Override
  public List<AuditLine<Definition>> audit(ProjectId project, ExperimentKey key) {
    return database.call(
        "read the audit of an experiment",
        connection -> {
          try (var statement = connection.prepareStatement(AUDIT)) {
            statement.setInt(1, project.value());
            statement.setString(2, key.value());
            try (var rows = statement.executeQuery()) {
              return AuditRows.lines(rows, DefinitionJson::read);
            }
          }
        });
  }

  @Override
  public long version() {
    return database.call("ask for the version of the experiments", DefinitionsRow::version);
  }

  @Override
  public Definitions definitions() {
    return database.transact(
        "read all experiments",
        connection -> {
          connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
          long version = DefinitionsRow.version(connection);
          try (var statement = connection.prepareStatement(ALL);
              var rows = statement.executeQuery()) {
            return new Definitions(version, experiments(rows), MetricRows.all(connection));
          }
        });
  }
}
