package dev.forktail.engine.query;

import java.time.Instant;

/// A time `[from, to)`; [Instant#MIN] and [Instant#MAX] where there is no end.
public record TimeRange(Instant from, Instant to) {
  /// All times.
  public static final TimeRange ALWAYS = new TimeRange(Instant.MIN, Instant.MAX);

  /// The shortest time that has this one and `other`.
  public TimeRange with(TimeRange other) {
    return new TimeRange(
        from.isBefore(other.from) ? from : other.from, to.isAfter(other.to) ? to : other.to);
  }

  /// Whether a moment of `first..last` lies in it.
  public boolean touches(Instant first, Instant last) {
    return first.isBefore(to) && !last.isBefore(from);
  }
}
