package dev.forktail.engine.rollup;

import java.time.Instant;

/// How many events of one name and source occurred in a bucket.
///
/// @param bucket when it begins
public record Count(Instant bucket, String name, String source, long events) {
  /// The same bucket, name and source with another number.
  public Count withEvents(long number) {
    return new Count(bucket, name, source, number);
  }
}
