package dev.forktail.engine.recovery;

import java.time.Instant;

/// A slice that is in files alone.
///
/// @param receivedLast when its last event was received
public record PastSlice(long slice, long events, Instant receivedLast) {}
