package dev.forktail.engine.ingest;

import java.time.Duration;

/// How a lane's writer works.
///
/// @param batchEventsMax how many events one transaction stores at most
/// @param linger how long it waits for that many
/// @param retryMax the longest pause between two tries while the store is away
/// @param refusedInRowMax how many events in a row the store may refuse before the lane stops:
///   better late than in the dead letters
public record WriterConfig(
    int batchEventsMax, Duration linger, Duration retryMax, int refusedInRowMax) {

  public WriterConfig {
    if (batchEventsMax < 1 || batchEventsMax > 100_000) {
      throw new IllegalArgumentException("batchEventsMax must be in 1..100000: " + batchEventsMax);
    }
    if (linger.isNegative() || linger.compareTo(Duration.ofSeconds(10)) > 0) {
      throw new IllegalArgumentException("linger must be in 0s..10s: " + linger);
    }
    if (refusedInRowMax < 1) {
      throw new IllegalArgumentException("refusedInRowMax must be at least 1: " + refusedInRowMax);
    }
  }

  /// 2,000 events or 100 ms, whatever comes first.
  public static WriterConfig standard() {
    return new WriterConfig(2_000, Duration.ofMillis(100), Duration.ofSeconds(2), 5);
  }
}
