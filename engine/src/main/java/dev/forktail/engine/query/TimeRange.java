package dev.forktail.engine.query;

import java.time.Instant;

/// A time `[from, to)`; [Instant#MIN] and [Instant#MAX] where there is no end.
public record TimeRange(Instant from, Instant to) {
  /// All times.
  public static final TimeRange ALWAYS = new TimeRange(Instant.MIN, Instant.MAX);

  /// Whether a moment of `first..last` lies in it.
  public boolean touches(Instant first, Instant last) {
    return first.isBefore(to) && !last.isBefore(from);
  }
}
