package dev.forktail.postgres.slice;

import java.time.Duration;

/// How slices are sealed and message ids forgotten.
///
/// @param sliceRows with how many rows a slice is sealed before its minute is over
/// @param generationAge after how long a new generation of message ids begins; ids are known for at
///   least one generation and at most two
/// @param generationIds after how many ids it begins, if that is sooner
/// @param lockWait how long a seal waits for the batches that are being stored
/// @param patience how long a batch may keep a seal waiting before its connection is ended
public record SealConfig(
    long sliceRows,
    Duration generationAge,
    long generationIds,
    Duration lockWait,
    Duration patience) {

  public SealConfig {
    if (sliceRows < 1) {
      throw new IllegalArgumentException("slice.rows-max must be at least 1: " + sliceRows);
    }
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

  /// 120,000 rows, ten seconds at full load: what is in no file yet is read from the database by
  /// every statement. 24 hours or 50 million ids; a second of waiting, ten of patience.
  public static SealConfig standard() {
    return new SealConfig(
        120_000, Duration.ofHours(24), 50_000_000L, Duration.ofSeconds(1), Duration.ofSeconds(10));
  }

  /// The same with at most about `rows` in a slice.
  public SealConfig withSliceRows(long rows) {
    return new SealConfig(rows, generationAge, generationIds, lockWait, patience);
  }
}
