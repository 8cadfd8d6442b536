package dev.forktail.postgres.export;

import dev.forktail.engine.export.ExportDiary;
import dev.forktail.engine.export.ExportStep;
import dev.forktail.engine.export.StepRun;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.SqlMoments;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The diary of the export in the tables `export_state` and `export_run`.
public final class PostgresExportDiary implements ExportDiary {
  private static final String FIND_PAUSE =
      "SELECT paused_at FROM export_state WHERE paused_at IS NOT NULL";
  private static final String PAUSE =
      "UPDATE export_state SET paused_at = coalesce(paused_at, ?) RETURNING paused_at";
  private static final String RESUME = "UPDATE export_state SET paused_at = NULL";
  private static final String WRITE =
      """
      INSERT INTO export_run (step, ended_at, took_millis, failed, result) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (step) DO UPDATE SET ended_at = excluded.ended_at,
        took_millis = excluded.took_millis, failed = excluded.failed, result = excluded.result
      """;
  private static final String RUNS =
      "SELECT step, ended_at, took_millis, failed, result FROM export_run";

  private final PostgresDatabase database;

  public PostgresExportDiary(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public Optional<Instant> findPause() {
    return database.call(
        "look whether the export is paused",
        connection -> {
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery(FIND_PAUSE)) {
            return rows.next() ? Optional.of(SqlMoments.at(rows, 1)) : Optional.empty();
          }
        });
  }

  @Override
  public Instant pause(Instant now) {
    return database.transact(
        "pause the export",
        connection -> {
          try (var statement = connection.prepareStatement(PAUSE)) {
            statement.setObject(1, SqlMoments.utc(now));
            try (var rows = statement.executeQuery()) {
              rows.next();
              return SqlMoments.at(rows, 1);
            }
          }
        });
  }

  @Override
  public void resume() {
    var _ =
        database.transact(
            "resume the export",
            connection -> {
              try (var statement = connection.createStatement()) {
                return statement.executeUpdate(RESUME);
              }
            });
  }

  @Override
  public void write(StepRun run) {
    var _ =
        database.transact(
            "note how the export went",
            connection -> {
              try (var statement = connection.prepareStatement(WRITE)) {
                statement.setString(1, run.step().text());
                statement.setObject(2, SqlMoments.utc(run.ended()));
                statement.setLong(3, run.took().toMillis());
                statement.setBoolean(4, run.failed());
                statement.setString(5, run.result());
                return statement.executeUpdate();
              }
            });
  }

  @Override
  public List<StepRun> runs() {
    return database.call(
        "read how the export went",
        connection -> {
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery(RUNS)) {
            var runs = new ArrayList<StepRun>();
            while (rows.next()) {
              runs.add(run(rows));
            }
            runs.sort(Comparator.comparing(StepRun::step));
            return runs;
          }
        });
  }

  private static StepRun run(ResultSet rows) throws SQLException {
    return new StepRun(
        ExportStep.of(rows.getString(1)),
        SqlMoments.at(rows, 2),
        Duration.ofMillis(rows.getLong(3)),
        rows.getBoolean(4),
        rows.getString(5));
  }
}
