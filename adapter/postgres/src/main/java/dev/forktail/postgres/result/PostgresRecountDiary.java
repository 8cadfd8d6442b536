package dev.forktail.postgres.result;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.result.live.TotalKey;
import dev.forktail.engine.result.recount.RecountDiary;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.statistics.sums.Sums;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// Recounts in a table of the event database. Corrections are added while the plan stays as it is,
/// so they belong to totals that are still there.
public final class PostgresRecountDiary implements RecountDiary {
  private static final long WAIT_MILLIS = 1_000;

  private static final String INSERT =
      """
      INSERT INTO result_recount
        (project, experiment, run, as_of, events, rows, different, what, repaired)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String REPAIRS =
      "SELECT count(*) FROM result_recount WHERE project = ? AND experiment = ? AND repaired";
  private static final String LIST =
      """
      SELECT run, as_of, events, rows, different, what, repaired FROM result_recount
      WHERE project = ? AND experiment = ? ORDER BY as_of DESC LIMIT ?
      """;

  private final PostgresDatabase database;

  public PostgresRecountDiary(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public boolean add(Entry entry, SortedMap<TotalKey, Sums> corrections, long repairs) {
    return database.transact(
        "keep what a recount has found",
        connection -> {
          if (!corrections.isEmpty()) {
            ResultBarrier.beside(connection, WAIT_MILLIS); // one corrects at a time
            if (repairs(connection, entry.project(), entry.experiment()) != repairs) {
              return false;
            }
            new PostgresUnitRecords(connection, PostgresResultPlans.LANE).add(corrections);
          }
          insert(connection, entry);
          return true;
        });
  }

  /// How often the totals of an experiment were put right.
  static long repairs(Connection connection, ProjectId project, ExperimentKey experiment)
      throws SQLException {
    try (var statement = connection.prepareStatement(REPAIRS)) {
      statement.setInt(1, project.value());
      statement.setString(2, experiment.value());
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private static void insert(Connection connection, Entry entry) throws SQLException {
    try (var statement = connection.prepareStatement(INSERT)) {
      statement.setInt(1, entry.project().value());
      statement.setString(2, entry.experiment().value());
      statement.setInt(3, entry.run());
      statement.setObject(4, entry.asOf().atOffset(ZoneOffset.UTC));
      statement.setLong(5, entry.events());
      statement.setInt(6, entry.rows());
      statement.setInt(7, entry.different());
      statement.setString(8, entry.what());
      statement.setBoolean(9, entry.repaired());
      statement.executeUpdate();
    }
  }

  @Override
  public List<Entry> list(ProjectId project, ExperimentKey experiment, int max) {
    return database.call(
        "read what recounts have found", connection -> list(connection, project, experiment, max));
  }

  private static List<Entry> list(
      Connection connection, ProjectId project, ExperimentKey experiment, int max)
      throws SQLException {
    try (var statement = connection.prepareStatement(LIST)) {
      statement.setInt(1, project.value());
      statement.setString(2, experiment.value());
      statement.setInt(3, max);
      try (var rows = statement.executeQuery()) {
        var entries = new ArrayList<Entry>();
        while (rows.next()) {
          entries.add(entry(project, experiment, rows));
        }
        return entries;
      }
    }
  }

  private static Entry entry(ProjectId project, ExperimentKey experiment, ResultSet rows)
      throws SQLException {
    return new Entry(
        project,
        experiment,
        rows.getInt(1),
        rows.getObject(2, OffsetDateTime.class).toInstant(),
        rows.getLong(3),
        rows.getInt(4),
        rows.getInt(5),
        rows.getString(6),
        rows.getBoolean(7));
  }
}
