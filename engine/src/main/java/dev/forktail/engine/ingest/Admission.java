package dev.forktail.engine.ingest;

import java.time.Duration;

/// What became of an offer to the buffer. Refusal is an answer, not an exception.
public sealed interface Admission {

  /// The acknowledgement will follow.
  record Admitted() implements Admission {}

  /// There is no room, or the disk fails: nothing was taken and no acknowledgement follows.
  record Throttled(String reason, Duration retryAfter) implements Admission {}
}
