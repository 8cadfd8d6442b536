package dev.forktail.engine.rollup;

import java.time.Instant;

/// How many events of one value of a dimension occurred in a bucket.
///
/// @param bucket when it begins
public record DimensionCount(Instant bucket, String value, long events) {}
