package dev.forktail.engine.result.aacheck;

import java.time.Instant;
import java.util.List;

/// What an A/A check has found.
///
/// @param from since when events count
/// @param asOf up to when
/// @param units who was there in that time
/// @param dealt so many of them, chosen by their ids alone, were dealt to arms
/// @param salts how often
/// @param metrics in the order in which they were asked for
public record AaCheckOutcome(
    Instant from,
    Instant asOf,
    long units,
    int dealt,
    int salts,
    long seed,
    List<MetricFairness> metrics) {
  public AaCheckOutcome {
    metrics = List.copyOf(metrics);
  }
}
