package dev.forktail.engine.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Time that a test moves by hand: a nano clock, and the wall clock that goes with it.
final class TestNanos implements LongSupplier {
  private final AtomicLong nanos = new AtomicLong();

  void advance(Duration by) {
    nanos.addAndGet(by.toNanos());
  }

  void advanceMillis(long millis) {
    advance(Duration.ofMillis(millis));
  }

  @Override
  public long getAsLong() {
    return nanos.get();
  }

  /// A wall clock that stood at `start` when this stood at 0.
  InstantSource wallClock(Instant start) {
    return () -> start.plusNanos(nanos.get());
  }
}
