package dev.forktail.app.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BacklogTest {
  private long now = 1_000;

  /// Each look takes a second.
  private long clock() {
    now += Duration.ofSeconds(1).toNanos();
    return now;
  }

  @Test
  void nothingWaitsOrOnlyWhatCameLater() {
    assertThat(new Backlog(() -> Duration.ZERO, this::clock).awaitStored(Duration.ZERO)).isTrue();
    var busy = new Backlog(() -> Duration.ofMillis(1_500), this::clock);
    assertThat(busy.awaitStored(Duration.ofSeconds(5))).isTrue();
  }

  @Test
  void whatWasThereBeforeIsWaitedFor() {
    long begin = now;
    var away = new Backlog(() -> Duration.ofNanos(now - begin), this::clock);

    assertThat(away.awaitStored(Duration.ofSeconds(2))).isFalse();
  }
}
