package dev.forktail.postgres.slice;

import java.time.Duration;

/// How slices are sealed and message ids forgotten.
///
/// @param generationAge after how long a new generation of message ids begins; ids are known for at
///   least one generation and at most two
/// @param generationIds after how many ids it begins, if that is sooner
/// @param lockWait how long a seal waits for the batches that are being stored
/// @param patience how long a batch may keep a seal waiting before its connection is ended
public record SealConfig(
    Duration generationAge, long generationIds, Duration lockWait, Duration patience) {

  public SealConfig {
    if (generationAge.toSeconds() < 1) {
      throw new IllegalArgumentException("generationAge must be at least 1s: " + generationAge);
    }
    if (generationIds < 1) {
      throw new IllegalArgumentException("generationIds must be at least 1: " + generationIds);
    }
    if (lockWait.toMillis() < 1 || lockWait.compareTo(patience) > 0) {
      throw new IllegalArgumentException(
          "lockWait must be in 1ms..patience (" + patience + "): " + lockWait);
    }
  }

  /// 24 hours or 50 million ids; a second of waiting, ten of patience.
  public static SealConfig standard() {
    return new SealConfig(
        Duration.ofHours(24), 50_000_000L, Duration.ofSeconds(1), Duration.ofSeconds(10));
  }
}
