package dev.forktail.app.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalScheduleTest {
  private static final long START = 1_000_000_007L;

  @Test
  void requestsComeEvenlySpaced() {
    var schedule = ArrivalSchedule.of(START, 100, Duration.ofSeconds(2));

    assertThat(schedule.requests()).isEqualTo(200);
    assertThat(schedule.intendedNanos(0)).isEqualTo(START);
    assertThat(schedule.intendedNanos(199)).isEqualTo(START + 1_990_000_000L);
  }

  @Test
  void nothingIsDueBeforeTheStartAndNoMoreThanAllAfterTheEnd() {
    var schedule = ArrivalSchedule.of(START, 100, Duration.ofSeconds(2));

    assertThat(schedule.dueBy(START - 1)).isZero();
    assertThat(schedule.dueBy(START)).isEqualTo(1);
    assertThat(schedule.dueBy(START + Duration.ofHours(1).toNanos())).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1, 7, 12_000, 36_000, 123_456.7})
  void aRequestIsDueFromItsIntendedTimeOn(double rate) {
    var schedule = new ArrivalSchedule(START, rate, 1_000_000);

    for (long number = 1; number < 1_000_000; number += 9_973) {
      long intended = schedule.intendedNanos(number);
      assertThat(schedule.dueBy(intended)).isEqualTo(number + 1);
      assertThat(schedule.dueBy(intended - 1)).isEqualTo(number);
    }
  }
}
