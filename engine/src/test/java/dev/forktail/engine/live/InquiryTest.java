package dev.forktail.engine.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.event.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class InquiryTest {
  private static final LiveConfig CONFIG =
      new LiveConfig(Duration.ofMillis(500), Duration.ofMillis(200), Duration.ofMillis(20), 10, 10);

  private final TestNanos nanos = new TestNanos();
  private final AtomicLong news = new AtomicLong();
  private final AtomicLong asked = new AtomicLong();

  @Test
  void tenViewersCostOneQuestion() {
    var inquiry = inquiry(asked::incrementAndGet, Runnable::run);

    for (int viewer = 0; viewer < 10; viewer++) {
      assertThat(inquiry.latest()).contains(1L);
    }
  }

  @Test
  void anAnswerIsAskedForAgainWhenItIsOld() {
    var inquiry = inquiry(asked::incrementAndGet, Runnable::run);
    inquiry.latest();
    nanos.advanceMillis(499);
    assertThat(inquiry.latest()).contains(1L);

    nanos.advanceMillis(1);

    assertThat(inquiry.latest()).contains(2L);
  }

  @Test
  void newsMakeAnAnswerOldSooner() {
    var inquiry = inquiry(asked::incrementAndGet, Runnable::run);
    inquiry.latest();
    news.incrementAndGet();
    nanos.advanceMillis(199);
    assertThat(inquiry.latest()).contains(1L);

    nanos.advanceMillis(1);

    assertThat(inquiry.latest()).contains(2L);
  }

  @Test
  void aSlowStoreIsAskedLessOften() {
    var inquiry =
        inquiry(
            () -> {
              nanos.advanceMillis(1_000);
              return asked.incrementAndGet();
            },
            Runnable::run);
    inquiry.latest();
    nanos.advanceMillis(3_999);
    assertThat(inquiry.latest()).contains(1L);

    nanos.advanceMillis(1);

    assertThat(inquiry.latest()).contains(2L);
  }

  @Test
  void afterOneAnswerThatTookAMinuteTheNextIsAskedForSoon() {
    var inquiry =
        inquiry(
            () -> {
              nanos.advanceMillis(60_000);
              return asked.incrementAndGet();
            },
            Runnable::run);
    inquiry.latest();

    nanos.advanceMillis(5_000);

    assertThat(inquiry.latest()).contains(2L);
  }

  @Test
  void aStoreThatFailsAfterLongIsAskedAgainAtTheUsualPace() {
    var inquiry =
        inquiry(
            () -> {
              if (asked.incrementAndGet() == 1) {
                nanos.advanceMillis(60_000);
                throw new StoreException.Unavailable("timed out", new IOException());
              }
              return asked.get();
            },
            Runnable::run);
    inquiry.latest();

    nanos.advanceMillis(500);

    assertThat(inquiry.latest()).contains(2L);
  }

  @Test
  void aStoreThatDoesNotAnswerHoldsNobody() {
    var waiting = new ArrayDeque<Runnable>();
    var inquiry = inquiry(asked::incrementAndGet, waiting::add);

    assertThat(inquiry.latest()).isEmpty();
    nanos.advanceMillis(60_000);
    assertThat(inquiry.latest()).isEmpty();
    assertThat(waiting).as("questions under way").hasSize(1);

    waiting.remove().run();
    assertThat(inquiry.latest()).contains(1L);
  }

  @Test
  void whileTheStoreIsAwayTheAnswerBeforeStands() {
    var away = new AtomicLong();
    var inquiry =
        inquiry(
            () -> {
              if (away.get() == 1) {
                throw new StoreException.Unavailable("it is away", new IOException());
              }
              return asked.incrementAndGet();
            },
            Runnable::run);
    inquiry.latest();
    assertThat(inquiry.trouble()).isEmpty();

    away.set(1);
    nanos.advanceMillis(500);
    assertThat(inquiry.latest()).contains(1L);
    assertThat(inquiry.trouble()).contains("it is away");

    away.set(0);
    nanos.advanceMillis(500);
    assertThat(inquiry.latest()).contains(2L);
    assertThat(inquiry.trouble()).isEmpty();
  }

  @Test
  void aDefectIsNotTakenForAnAbsentStore() {
    var inquiry =
        inquiry(
            () -> {
              throw new IllegalStateException("a defect");
            },
            Runnable::run);

    assertThatThrownBy(inquiry::latest).hasMessageContaining("a defect");
  }

  private Inquiry<Long> inquiry(Supplier<Long> question, Executor executor) {
    return new Inquiry<>(question, news::get, CONFIG, nanos, executor);
  }
}
