package dev.forktail.engine.result.hourly;

import dev.forktail.engine.metric.Quantity;
import dev.forktail.engine.result.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When a run is computed once more.
///
/// It is at once when it never was or when a metric was defined since; then each time it is half as
/// old again as it was the last time, so that a young one is not an hour behind; in the end `every`
/// so often. Computing takes a fifth of the time at most. One that has ended is computed for a day,
/// in which late events come.
public record HourlySchedule(Duration every) {
  private static final int SHARE_OF_TIME = 5;
  private static final int PAUSES_MAX = 60;
  private static final Duration LATE = Duration.ofDays(1);

  public HourlySchedule {
    if (!every.isPositive()) {
      throw new IllegalArgumentException("every must be longer than 0: " + every);
    }
  }

  /// Whether the latest run of an experiment is due.
  ///
  /// @param last what was computed of it
  public boolean isDue(Run run, Optional<HourlyRecord> last, Instant now) {
    if (last.isEmpty() || lacksMetric(run, last.get())) {
      return run.metrics().stream()
          .anyMatch(metric -> !(metric.quantity() instanceof Quantity.Retention));
    }
    var asOf = last.get().asOf();
    boolean isOver = run.ended() != null && !asOf.isBefore(run.ended().plus(LATE));
    return !isOver && !asOf.plus(pause(run, last.get())).isAfter(now);
  }

  private static boolean lacksMetric(Run run, HourlyRecord last) {
    return run.metrics().stream()
        .anyMatch(
            metric ->
                !(metric.quantity() instanceof Quantity.Retention) && last.find(metric).isEmpty());
  }

  private Duration pause(Run run, HourlyRecord last) {
    var half = Duration.between(run.started(), last.asOf()).dividedBy(2);
    var least = longer(every.dividedBy(PAUSES_MAX), last.took().multipliedBy(SHARE_OF_TIME));
    var wanted = longer(least, half);
    return wanted.compareTo(every) < 0 ? wanted : longer(every, least);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
