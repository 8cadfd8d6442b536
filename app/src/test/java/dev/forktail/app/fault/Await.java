package dev.forktail.app.fault;

import java.time.Duration;
import java.util.concurrent.Callable;

/// Waiting in tests, always with an end.
final class Await {
  private static final Duration POLL = Duration.ofMillis(20);

  private Await() {}

  /// Whether `condition` came true within `limit`. A condition that throws is not true yet.
  static boolean until(Duration limit, Callable<Boolean> condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      if (holds(condition)) {
        return true;
      }
      if (System.nanoTime() > end) {
        return false;
      }
      pause(POLL);
    }
  }

  static void pause(Duration length) {
    try {
      Thread.sleep(length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The test was interrupted", e);
    }
  }

  private static boolean holds(Callable<Boolean> condition) {
    try {
      return condition.call();
    } catch (Exception _) { // a server that is away answers with exceptions
      return false;
    }
  }
}
