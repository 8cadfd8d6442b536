package dev.forktail.postgres.embedded;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waiting for another process. It sends us no signal, so its state is looked at again and again.
final class Patience {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

  private Patience() {}

  /// Waits until `condition` holds, `limit` at most; returns whether it held.
  static boolean until(BooleanSupplier condition, Duration limit) {
    var looks = Math.max(1, limit.dividedBy(BETWEEN_LOOKS));
    for (long look = 0; look < looks; look++) {
      if (condition.getAsBoolean()) {
        return true;
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      if (Thread.currentThread().isInterrupted()) {
        throw new EmbeddedPostgresException("Interrupted while waiting for PostgreSQL");
      }
    }
    return condition.getAsBoolean();
  }
}
