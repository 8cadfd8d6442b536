package dev.forktail.assignment;

import java.time.Instant;
import java.util.Map;

/// The circumstances of a decision: when, what is remembered, and which variants the request asked
/// to preview. Whether it was entitled to ask is the caller's business.
public record Visit(Instant at, Remembered remembered, Map<ExperimentKey, VariantKey> previews) {
  public Visit {
    previews = Map.copyOf(previews);
  }

  public static Visit at(Instant at) {
    return new Visit(at, Remembered.NOTHING, Map.of());
  }

  public static Visit at(Instant at, Remembered remembered) {
    return new Visit(at, remembered, Map.of());
  }
}
