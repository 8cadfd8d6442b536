package dev.forktail.postgres.result;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.result.hourly.HourlyJson;
import dev.forktail.engine.result.hourly.HourlyRecord;
import dev.forktail.engine.result.hourly.HourlyRecords;
import dev.forktail.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// What is computed by the hour in a table of the event database, a row for each run.
public final class PostgresHourlyRecords implements HourlyRecords {
  private static final String KEEP =
      """
      INSERT INTO result_hourly AS kept
        (project, experiment, run, as_of, took_millis, events, metrics)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (project, experiment, run) DO UPDATE SET as_of = excluded.as_of,
        took_millis = excluded.took_millis, events = excluded.events, metrics = excluded.metrics
      WHERE kept.as_of < excluded.as_of
      """;
  private static final String FIND =
      """
      SELECT as_of, took_millis, events, metrics FROM result_hourly
      WHERE project = ? AND experiment = ? AND run = ?
      """;

  private final PostgresDatabase database;

  public PostgresHourlyRecords(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public void keep(HourlyRecord computed) {
    database.call("keep what was computed by the hour", connection -> keep(connection, computed));
  }

  private static int keep(Connection connection, HourlyRecord computed) throws SQLException {
    try (var statement = connection.prepareStatement(KEEP)) {
      statement.setInt(1, computed.project().value());
      statement.setString(2, computed.experiment().value());
      statement.setInt(3, computed.run());
      statement.setObject(4, computed.asOf().atOffset(ZoneOffset.UTC));
      statement.setLong(5, computed.took().toMillis());
      statement.setLong(6, computed.events());
      statement.setString(7, HourlyJson.write(computed.metrics()));
      return statement.executeUpdate();
    }
  }

  @Override
  public Optional<HourlyRecord> find(ProjectId project, ExperimentKey experiment, int run) {
    return database.call(
        "read what was computed by the hour",
        connection -> find(connection, project, experiment, run));
  }

  private static Optional<HourlyRecord> find(
      Connection connection, ProjectId project, ExperimentKey experiment, int run)
      throws SQLException {
    try (var statement = connection.prepareStatement(FIND)) {
      statement.setInt(1, project.value());
      statement.setString(2, experiment.value());
      statement.setInt(3, run);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(record(project, experiment, run, rows)) : Optional.empty();
      }
    }
  }

  private static HourlyRecord record(
      ProjectId project, ExperimentKey experiment, int run, ResultSet row) throws SQLException {
    return new HourlyRecord(
        project,
        experiment,
        run,
        row.getObject(1, OffsetDateTime.class).toInstant(),
        Duration.ofMillis(row.getLong(2)),
        row.getLong(3),
        HourlyJson.read(row.getString(4)));
  }
}
