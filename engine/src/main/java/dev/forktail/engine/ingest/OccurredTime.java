package dev.forktail.engine.ingest;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When an event happened by our clock: the client's time, corrected by how far its clock was off
/// when it sent, and kept within a window around its arrival.
///
/// @param clamped whether it lay outside the window
public record OccurredTime(Instant instant, boolean clamped) {
  public static final Duration BEFORE_MAX = Duration.ofDays(30);
  public static final Duration AFTER_MAX = Duration.ofDays(1);

  private static final long SECONDS_BEFORE_MAX = BEFORE_MAX.toSeconds();
  private static final long SECONDS_AFTER_MAX = AFTER_MAX.toSeconds();

  /// `received - (sent - original)`. Without a send time the client's own time, without that the
  /// time of arrival.
  public static OccurredTime of(
      Instant received, @Nullable Instant original, @Nullable Instant sent) {
    if (original == null) {
      return new OccurredTime(received, false);
    }
    long seconds = original.getEpochSecond();
    long nanos = original.getNano();
    if (sent != null) {
      seconds += received.getEpochSecond() - sent.getEpochSecond();
      nanos += received.getNano() - sent.getNano();
    }
    return clamp(received, seconds, nanos);
  }

  /// Seconds of client times lie within ±10^17, so that nothing here overflows.
  private static OccurredTime clamp(Instant received, long seconds, long nanos) {
    long earliest = received.getEpochSecond() - SECONDS_BEFORE_MAX;
    long latest = received.getEpochSecond() + SECONDS_AFTER_MAX;
    if (seconds < earliest - 2) {
      return new OccurredTime(received.minus(BEFORE_MAX), true);
    }
    if (seconds > latest + 2) {
      return new OccurredTime(received.plus(AFTER_MAX), true);
    }
    var instant = Instant.ofEpochSecond(seconds, nanos);
    if (instant.isBefore(received.minus(BEFORE_MAX))) {
      return new OccurredTime(received.minus(BEFORE_MAX), true);
    }
    if (instant.isAfter(received.plus(AFTER_MAX))) {
      return new OccurredTime(received.plus(AFTER_MAX), true);
    }
    return new OccurredTime(instant, false);
  }
}
