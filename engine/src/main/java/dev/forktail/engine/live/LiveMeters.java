package dev.forktail.engine.live;

import java.util.function.LongSupplier;

/// What intake and the writer count for the live page.
///
/// @param received events that the buffer admitted
/// @param receivedBytes the bytes of their payloads
/// @param stored new events that a batch has stored
public record LiveMeters(RateMeter received, RateMeter receivedBytes, RateMeter stored) {
  /// How far back the chart reaches.
  public static final int SECONDS = 300;

  /// Meters of five minutes on one clock, so that their seconds are the same.
  public static LiveMeters of(LongSupplier nanoClock) {
    return new LiveMeters(
        new RateMeter(SECONDS, nanoClock),
        new RateMeter(SECONDS, nanoClock),
        new RateMeter(SECONDS, nanoClock));
  }
}
