package dev.forktail.app.recount;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.recount.RawEvents;
import dev.forktail.engine.result.recount.RecountDiary;
import dev.forktail.engine.result.recount.RecountOutcome;
import dev.forktail.engine.result.recount.RecountProgress;
import dev.forktail.engine.result.recount.ResultRecounts;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.result.PostgresRecountDiary;
import dev.forktail.postgres.result.PostgresTotalsSnapshots;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What recounts are made of: the event database and the events of runs.
public final class RecountParts {
  private static final Logger log = LoggerFactory.getLogger(RecountParts.class);

  /// UTC: when most of a day's late events are there and few people watch.
  private static final int NIGHT_HOUR = 3;

  private final RunEvents events;
  private final Path work;
  private final PostgresDatabase database;
  private final InstantSource clock;

  /// @param work a folder of nobody else
  public RecountParts(RunEvents events, Path work, PostgresDatabase database, InstantSource clock) {
    this.events = events;
    this.work = work;
    this.database = database;
    this.clock = clock;
  }

  RecountOutcome recount(
      ProjectId project, ExperimentKey experiment, boolean repair, RecountProgress progress) {
    return events.read(raw -> recounts(raw).recount(project, experiment, repair, progress));
  }

  void recountOfTheNight() {
    var night = lastNight(clock.instant());
    var diary = new PostgresRecountDiary(database);
    for (var run : new PostgresTotalsSnapshots(database).runs()) {
      if (isDue(run, night, diary)) {
        report(run, recount(run.project(), run.experiment(), true, (_, _) -> {}));
      }
    }
  }

  private static Instant lastNight(Instant now) {
    var today = now.truncatedTo(ChronoUnit.DAYS).plus(NIGHT_HOUR, ChronoUnit.HOURS);
    return today.isAfter(now) ? today.minus(1, ChronoUnit.DAYS) : today;
  }

  private static boolean isDue(Run run, Instant night, RecountDiary diary) {
    return run.ended() == null
        && run.started().isBefore(night)
        && diary.list(run.project(), run.experiment(), 1).stream()
            .noneMatch(entry -> !entry.asOf().isBefore(night) && entry.isRight());
  }

  private static void report(Run run, RecountOutcome outcome) {
    if (outcome instanceof RecountOutcome.Compared compared) {
      if (compared.differences().isEmpty()) {
        log.info(
            "Results are what their events come to: project={} experiment={} events={} rows={}",
            run.project(),
            run.experiment(),
            compared.events(),
            compared.rows());
      } else {
        log.error(
            "Results were not what their events come to and were put right: project={}"
                + " experiment={} rows={} first={}",
            run.project(),
            run.experiment(),
            compared.differences().size(),
            compared.differences().getFirst());
      }
    }
  }

  private ResultRecounts recounts(RawEvents raw) {
    return new ResultRecounts(
        new PostgresTotalsSnapshots(database), raw, new PostgresRecountDiary(database), work);
  }
}
