package dev.forktail.engine.result.hourly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.Quantity;
import dev.forktail.engine.result.HourlyTotals;
import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.hourly.HourlyRecord.Computed;
import dev.forktail.engine.result.live.ShopEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HourlyScheduleTest {
  private static final HourlySchedule SCHEDULE = new HourlySchedule(Duration.ofHours(1));
  private static final Instant START = ShopEvents.START;
  private static final Duration QUICK = Duration.ofSeconds(1);
  private static final Metric ORDERS =
      Metric.of("orders", new Quantity.Count(Measure.of("Order Completed")));
  private static final Metric RETURNED =
      Metric.of("returned", new Quantity.Retention(Measure.of("Page"), 7));

  @Test
  void whatWasNeverComputedIsDueUnlessThereIsNothingToCompute() {
    assertThat(SCHEDULE.isDue(run(null, ORDERS), Optional.empty(), START)).isTrue();
    assertThat(SCHEDULE.isDue(run(null, RETURNED), Optional.empty(), START)).isFalse();
    assertThat(SCHEDULE.isDue(run(null), Optional.empty(), START)).isFalse();
  }

  @Test
  void aRunIsDueAnHourAfterTheLastTime() {
    var run = run(null, ORDERS, RETURNED);
    var last = last(Duration.ofDays(1), QUICK);

    assertThat(SCHEDULE.isDue(run, last, after(Duration.ofDays(1).plusMinutes(59)))).isFalse();
    assertThat(SCHEDULE.isDue(run, last, after(Duration.ofDays(1).plusMinutes(60)))).isTrue();
  }

  @Test
  void aYoungRunIsDueWhenItIsHalfAsOldAgain() {
    var run = run(null, ORDERS);

    assertThat(SCHEDULE.isDue(run, last(Duration.ofMinutes(20), QUICK), minutes(29))).isFalse();
    assertThat(SCHEDULE.isDue(run, last(Duration.ofMinutes(20), QUICK), minutes(30))).isTrue();
    assertThat(SCHEDULE.isDue(run, last(Duration.ZERO, QUICK), START.plusSeconds(59))).isFalse();
    assertThat(SCHEDULE.isDue(run, last(Duration.ZERO, QUICK), START.plusSeconds(60))).isTrue();
  }

  @Test
  void computingTakesAFifthOfTheTimeAtMost() {
    var run = run(null, ORDERS);
    var last = last(Duration.ofDays(1), Duration.ofMinutes(30));

    assertThat(SCHEDULE.isDue(run, last, after(Duration.ofDays(1).plusMinutes(149)))).isFalse();
    assertThat(SCHEDULE.isDue(run, last, after(Duration.ofDays(1).plusMinutes(150)))).isTrue();
  }

  @Test
  void aNewMetricIsComputedAtOnce() {
    var other = Metric.of("orders", new Quantity.Count(Measure.of("Refund")));
    var last = last(Duration.ofDays(1), QUICK);
    var soon = after(Duration.ofDays(1).plusSeconds(1));

    assertThat(SCHEDULE.isDue(run(null, ORDERS), last, soon)).isFalse();
    assertThat(SCHEDULE.isDue(run(null, other), last, soon)).isTrue();
  }

  @Test
  void aRunThatHasEndedIsComputedForAnotherDay() {
    var run = run(after(Duration.ofDays(2)), ORDERS);
    var late = after(Duration.ofDays(10));

    assertThat(SCHEDULE.isDue(run, last(Duration.ofHours(71), QUICK), late)).isTrue();
    assertThat(SCHEDULE.isDue(run, last(Duration.ofDays(3), QUICK), late)).isFalse();
    assertThat(SCHEDULE.isDue(run, Optional.empty(), late)).isTrue();
  }

  private static Instant minutes(long minutes) {
    return after(Duration.ofMinutes(minutes));
  }

  private static Instant after(Duration age) {
    return START.plus(age);
  }

  private static Run run(@Nullable Instant ended, Metric... metrics) {
    return ShopEvents.measured(ended, metrics);
  }

  private static Optional<HourlyRecord> last(Duration age, Duration took) {
    var run = run(null, ORDERS);
    var totals = new HourlyTotals(after(age), Map.of(), Map.of(), null);
    return Optional.of(
        new HourlyRecord(
            run.project(),
            run.experiment(),
            run.number(),
            after(age),
            took,
            7,
            List.of(new Computed(ORDERS, totals))));
  }
}
