package dev.forktail.engine.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class RateMeterTest {
  private final TestNanos nanos = new TestNanos();
  private final RateMeter meter = new RateMeter(5, nanos);

  @Test
  void theSecondThatIsNotOverIsNotShown() {
    meter.add(7);

    assertThat(meter.last(3)).containsExactly(0, 0, 0);
  }

  @Test
  void countsStandInTheSecondInWhichTheyWereAdded() {
    meter.add(1);
    nanos.advanceMillis(999);
    meter.add(1);
    nanos.advanceMillis(1);
    meter.add(10);
    nanos.advanceMillis(1_000);

    assertThat(meter.last(3)).containsExactly(0, 2, 10);
  }

  @Test
  void secondsWithoutCountsAreZero() {
    meter.add(3);
    nanos.advanceMillis(3_000);

    assertThat(meter.last(5)).containsExactly(0, 0, 3, 0, 0);
  }

  @Test
  void aSilenceLongerThanTheRingLeavesNothingOld() {
    for (int i = 0; i < 6; i++) {
      meter.add(100);
      nanos.advanceMillis(1_000);
    }
    nanos.advanceMillis(86_400_000);

    assertThat(meter.last(5)).containsExactly(0, 0, 0, 0, 0);
  }

  @Test
  void theRateIsTheMeanOfSecondsThatAreOver() {
    meter.add(4);
    nanos.advanceMillis(1_000);
    meter.add(8);
    nanos.advanceMillis(1_000);
    meter.add(1_000);

    assertThat(meter.perSecond(2)).isEqualTo(6);
  }

  @Test
  void theTotalForgetsNothing() {
    meter.add(5);
    nanos.advanceMillis(60_000);
    meter.add(6);

    assertThat(meter.total()).isEqualTo(11);
  }

  @Test
  void aClockThatBeginsBelowZeroIsAClock() {
    var early = new TestNanos();
    early.advanceMillis(-10_500);
    var young = new RateMeter(5, early);

    young.add(2);
    early.advanceMillis(1_000);

    assertThat(young.last(2)).containsExactly(0, 2);
  }

  @Test
  void moreSecondsThanItRemembersAreRefused() {
    assertThatThrownBy(() -> meter.last(6)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void countsOfManyThreadsAddUp() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < 8; thread++) {
        threads.execute(
            () -> {
              for (int i = 0; i < 1_000; i++) {
                meter.add(1);
              }
            });
      }
    }
    nanos.advanceMillis(1_000);

    assertThat(meter.last(1)).containsExactly(8_000);
  }
}
