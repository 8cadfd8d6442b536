package dev.forktail.app.results;

import dev.forktail.app.Housekeeping;
import dev.forktail.app.recount.RunEvents;
import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.hourly.HourlyRecord;
import dev.forktail.engine.result.hourly.HourlyRecords;
import dev.forktail.engine.result.hourly.HourlyResults;
import dev.forktail.engine.result.hourly.HourlySchedule;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.result.PostgresHourlyRecords;
import dev.forktail.postgres.result.PostgresTotalsSnapshots;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Computes by the hour what needs all events of a run at once: one run after the other, on a
/// thread of its own. Where several nodes do so, the newest is kept.
public final class HourlyComputing implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HourlyComputing.class);
  private static final Duration LOOK_PAUSE_MAX = Duration.ofSeconds(10);
  private static final Duration PAUSE_MAX = Duration.ofMinutes(10);

  private final Duration every;
  private final RunEvents events;
  private final PostgresTotalsSnapshots snapshots;
  private final HourlyRecords records;
  private final Path work;
  private final InstantSource clock;
  private final Housekeeping jobs = new Housekeeping("hourly", 1);
  private volatile Map<String, Number> numbers = Map.of();

  /// @param every how often a run is computed; zero: never
  /// @param work a folder of nobody else
  public HourlyComputing(
      Duration every, RunEvents events, PostgresDatabase database, Path work, InstantSource clock) {
    this.every = every;
    this.events = events;
    this.snapshots = new PostgresTotalsSnapshots(database);
    this.records = new PostgresHourlyRecords(database);
    this.work = work;
    this.clock = clock;
  }

  /// Begins, now that the event database is open.
  void start() {
    if (every.isPositive()) {
      var pause = every.compareTo(LOOK_PAUSE_MAX) < 0 ? every : LOOK_PAUSE_MAX;
      jobs.every(pause, PAUSE_MAX, "compute results by the hour", this::round);
    }
  }

  private void round() {
    var schedule = new HourlySchedule(every);
    Instant oldest = null;
    int runs = 0;
    long tookMillis = 0;
    for (var run : snapshots.runs()) {
      var last = records.find(run.project(), run.experiment(), run.number());
      var now = schedule.isDue(run, last, clock.instant()) ? compute(run) : last;
      if (now.isPresent()) {
        runs++;
        tookMillis = Math.max(tookMillis, now.get().took().toMillis());
        if (run.ended() == null) {
          oldest = oldest == null || now.get().asOf().isBefore(oldest) ? now.get().asOf() : oldest;
        }
      }
    }
    tell(runs, oldest == null ? clock.instant() : oldest, tookMillis);
  }

  private Optional<HourlyRecord> compute(Run run) {
    var computed =
        events.read(
            raw ->
                new HourlyResults(snapshots, raw, records, work, clock)
                    .compute(run.project(), run.experiment()));
    computed.ifPresent(
        record ->
            log.info(
                "Results were computed by the hour: project={} experiment={} run={} events={}"
                    + " took={}",
                record.project(),
                record.experiment(),
                record.run(),
                record.events(),
                record.took()));
    return computed;
  }

  private void tell(int runs, Instant oldest, long tookMillis) {
    var told = new LinkedHashMap<String, Number>();
    told.put("hourlyRuns", runs);
    told.put("hourlyAgeMillis", Duration.between(oldest, clock.instant()).toMillis());
    told.put("hourlyTookMillis", tookMillis);
    numbers = told;
  }

  /// Of how many runs something is computed, how old the oldest of those that go on is, how long
  /// the slowest took; empty before the first round.
  Map<String, Number> numbers() {
    return numbers;
  }

  /// Why it could not be computed when that was last tried.
  Optional<String> fault() {
    return jobs.fault();
  }

  @Override
  public void close() {
    jobs.close();
  }
}
