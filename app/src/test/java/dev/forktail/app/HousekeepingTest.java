package dev.forktail.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.export.LakeException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HousekeepingTest {
  private static final Duration PAUSE = Duration.ofMillis(1);

  @Test
  void aJobThatFailsIsTriedAgainUntilItWorks() throws InterruptedException {
    var runs = new AtomicInteger();
    var worked = new CountDownLatch(2);
    try (var housekeeping = new Housekeeping("test", 1)) {
      housekeeping.every(
          PAUSE,
          "dust",
          () -> {
            if (runs.incrementAndGet() < 3) {
              throw new StoreException.Unavailable("No water");
            }
            worked.countDown();
          });

      assertThat(worked.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(housekeeping.fault()).isEmpty();
    }
  }

  @Test
  void whatFailedLastIsNamed() throws InterruptedException {
    var failed = new CountDownLatch(2);
    try (var housekeeping = new Housekeeping("test", 1)) {
      housekeeping.every(
          PAUSE,
          "dust",
          () -> {
            failed.countDown();
            throw new StoreException.Unavailable("No water");
          });

      assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(housekeeping.fault()).contains("dust: No water");
    }
  }

  @Test
  void ofTheLakesFailuresTheReasonIsNamed() throws InterruptedException {
    var failed = new CountDownLatch(2);
    try (var housekeeping = new Housekeeping("test", 1)) {
      housekeeping.every(
          PAUSE,
          "count",
          () -> {
            failed.countDown();
            throw new LakeException.Wrong("Slice 7 has 3 events, but 2 were written");
          });

      assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(housekeeping.fault()).contains("count: Slice 7 has 3 events, but 2 were written");
    }
  }

  @Test
  void aJobThatKeepsFailingIsTriedLessAndLessOften() throws InterruptedException {
    var pauses = new ArrayBlockingQueue<Long>(6);
    var last = new AtomicLong(System.nanoTime());
    try (var housekeeping = new Housekeeping("test", 1)) {
      housekeeping.every(
          Duration.ofMillis(20),
          Duration.ofMillis(80),
          "dust",
          () -> {
            long now = System.nanoTime();
            var _ = pauses.offer(Duration.ofNanos(now - last.getAndSet(now)).toMillis());
            throw new StoreException.Unavailable("No water");
          });

      pauses.take();
      for (long pauseMin : new long[] {40, 80, 80, 80}) {
        assertThat(pauses.take()).isGreaterThanOrEqualTo(pauseMin);
      }
    }
  }

  @Test
  void somethingIsDoneOnceBetweenTheJobs() throws InterruptedException {
    var runs = new AtomicInteger();
    var done = new CountDownLatch(1);
    try (var housekeeping = new Housekeeping("test", 1)) {
      housekeeping.every(PAUSE, "dust", () -> {});
      housekeeping.once(
          () -> {
            runs.incrementAndGet();
            done.countDown();
          });

      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(runs).hasValue(1);
  }

  @Test
  void nothingIsBegunAfterTheEnd() {
    var runs = new AtomicInteger();
    var housekeeping = new Housekeeping("test", 1);
    housekeeping.close();

    housekeeping.every(PAUSE, "dust", runs::incrementAndGet);

    assertThat(runs).hasValue(0);
  }
}
