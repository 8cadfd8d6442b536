package dev.forktail.app.load;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Waits until everything that was acknowledged is stored.
final class Drain {
  private static final Duration POLL = Duration.ofMillis(200);

  private final ServerHealth health;
  private final LongSupplier nanoClock;
  private final Duration stable;
  private final Duration patience;

  /// Empty for `stable` on end counts as drained; after `patience` it is given up.
  Drain(ServerHealth health, LongSupplier nanoClock, Duration stable, Duration patience) {
    this.health = health;
    this.nanoClock = nanoClock;
    this.stable = stable;
    this.patience = patience;
  }

  /// Returns when the buffer has stayed empty: since when, on the clock. `whenEmpty` runs when it
  /// first was.
  ///
  /// @throws IOException when that takes too long
  long await(Runnable whenEmpty) throws IOException, InterruptedException {
    long deadline = nanoClock.getAsLong() + patience.toNanos();
    long emptySince = 0;
    boolean empty = false;
    boolean told = false;
    OptionalLong depth = OptionalLong.empty();
    while (nanoClock.getAsLong() < deadline) {
      depth = health.findDepth();
      boolean nowEmpty = depth.isPresent() && depth.getAsLong() == 0;
      if (nowEmpty && !empty) {
        emptySince = nanoClock.getAsLong();
      }
      empty = nowEmpty;
      if (empty && !told) {
        told = true;
        whenEmpty.run();
      }
      if (empty && nanoClock.getAsLong() - emptySince >= stable.toNanos()) {
        return emptySince;
      }
      pause();
    }
    throw new IOException(
        "The buffer was not drained within %s: %s"
            .formatted(
                patience, depth.isPresent() ? depth.getAsLong() + " events left" : "no /health"));
  }

  private static void pause() throws InterruptedException {
    var never = new CountDownLatch(1);
    var _ = never.await(POLL.toNanos(), TimeUnit.NANOSECONDS);
  }
}
