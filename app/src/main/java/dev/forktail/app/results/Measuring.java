package dev.forktail.app.results;

import dev.forktail.app.Housekeeping;
import dev.forktail.engine.experiment.Definitions;
import dev.forktail.engine.query.SqlQueries;
import dev.forktail.engine.result.plan.MeasuredRuns;
import dev.forktail.engine.result.plan.ResultPlans;
import dev.forktail.engine.result.plan.ResultUpkeep;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.result.PostgresResultPlans;
import dev.forktail.web.health.Health.Component;
import dev.forktail.web.health.Health.Status;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.function.Supplier;

/// Has the event side measure what the product side defines, on a thread of its own: what is new
/// counts within a second, and what was stored before is added behind it.
public final class Measuring implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(10);
  private static final Duration TIDY_PAUSE = Duration.ofMinutes(10);

  /// In one run of the job; then others get their turn.
  private static final int STEPS_MAX = 100;

  private final Supplier<Definitions> definitions;
  private final ResultPlans plans;
  private final ResultUpkeep upkeep;
  private final HourlyComputing hourly;
  private final Housekeeping jobs = new Housekeeping("results", 1);

  private Measuring(
      Supplier<Definitions> definitions,
      ResultPlans plans,
      ResultUpkeep upkeep,
      HourlyComputing hourly) {
    this.definitions = definitions;
    this.plans = plans;
    this.upkeep = upkeep;
    this.hourly = hourly;
  }

  /// The database is not asked for anything before [#start].
  ///
  /// @param hourly begins and ends with it
  public static Measuring of(
      Supplier<Definitions> definitions,
      PostgresDatabase database,
      SqlQueries queries,
      HourlyComputing hourly) {
    var plans = new PostgresResultPlans(database);
    var upkeep = new ResultUpkeep(plans, new SqlHistory(queries));
    return new Measuring(definitions, plans, upkeep, hourly);
  }

  /// Begins, now that the event database is open.
  public void start() {
    jobs.every(PAUSE, PAUSE_MAX, "measure experiments", this::follow);
    jobs.every(TIDY_PAUSE, "tidy up results", plans::tidy);
    hourly.start();
  }

  /// As long as the definitions were never read, what is measured stays.
  private void follow() {
    var known = definitions.get();
    if (known.version() == Definitions.NONE.version()) {
      return;
    }
    var wanted = MeasuredRuns.of(known);
    int steps = 0;
    while (upkeep.step(wanted) && ++steps < STEPS_MAX && !Thread.interrupted()) {
      // Each step is a transaction of its own.
    }
  }

  public Component health() {
    var fault = jobs.fault().or(hourly::fault);
    var numbers = new LinkedHashMap<String, Number>();
    numbers.put("experiments", MeasuredRuns.of(definitions.get()).size());
    numbers.putAll(hourly.numbers());
    return new Component(
        "results", fault.isPresent() ? Status.DEGRADED : Status.UP, fault.orElse(""), numbers);
  }

  @Override
  public void close() {
    hourly.close();
    jobs.close();
  }
}
