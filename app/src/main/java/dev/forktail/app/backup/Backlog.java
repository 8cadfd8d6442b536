package dev.forktail.app.backup;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The events that a running server has acknowledged and not stored yet.
///
/// @param oldestAge how long the oldest of them has waited; zero when there is none
public record Backlog(Supplier<Duration> oldestAge, LongSupplier nanoClock) {
  private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

  /// Waits until every event is stored that was acknowledged before this call; false when some are
  /// not after `max`.
  public boolean awaitStored(Duration max) {
    long began = nanoClock.getAsLong();
    while (true) {
      var waited = Duration.ofNanos(nanoClock.getAsLong() - began);
      var age = oldestAge.get();
      if (age.isZero() || age.compareTo(waited) < 0) {
        return true;
      }
      if (waited.compareTo(max) > 0) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
