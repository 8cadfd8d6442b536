package dev.forktail.app.load;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long a well-behaved client waits before it tries again: twice as long each time, between
/// half and all of it by chance, never less than the server asked for.
///
/// @param first the longest first wait
/// @param max the longest of all
/// @param random the chance
record Backoff(Duration first, Duration max, RandomGenerator random) {
  private static final int DOUBLINGS_MAX = 20;

  /// The wait after `attempts` attempts (from 1), in nanoseconds.
  long nanos(int attempts, Duration atLeast) {
    long doubled = first.toNanos() << Math.clamp(attempts - 1L, 0, DOUBLINGS_MAX);
    long ceiling = Math.min(doubled, max.toNanos());
    long jittered = ceiling / 2 + random.nextLong(ceiling / 2 + 1);
    return atLeast.isZero() ? jittered : atLeast.toNanos() + random.nextLong(first.toNanos());
  }
}
