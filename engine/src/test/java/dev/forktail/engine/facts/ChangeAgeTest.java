package dev.forktail.engine.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ChangeAgeTest {
  private static final Instant BEGIN = Instant.parse("2026-11-23T12:00:00Z");

  private final ChangeAge age = new ChangeAge();

  @Test
  void isZeroWhenAllHasArrived() {
    assertThat(at(0, 100, 100)).isZero();
    assertThat(at(1, 150, 150)).isZero();
    assertThat(at(9, 150, 150)).isZero();
  }

  @Test
  void isThatOfTheOldestChangeThatHasNotArrived() {
    assertThat(at(0, 100, 100)).isZero();
    assertThat(at(1, 200, 100)).isZero();
    assertThat(at(2, 300, 100)).hasSeconds(1);
    assertThat(at(3, 300, 100)).hasSeconds(2);
    assertThat(at(4, 300, 200)).hasSeconds(2);
    assertThat(at(5, 300, 300)).isZero();
  }

  @Test
  void anOutageOfManyHoursIsNotForgotten() {
    assertThat(at(0, 1, 0)).isZero();
    for (int second = 1; second <= 50_000; second++) {
      assertThat(at(second, second + 1, 0)).hasSeconds(second);
    }
    assertThat(at(50_001, 50_001, 50_000).toSeconds()).isLessThan(10);
  }

  private Duration at(int second, long written, long arrived) {
    return age.at(BEGIN.plusSeconds(second), written, arrived);
  }
}
