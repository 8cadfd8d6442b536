package dev.forktail.engine.rollup;

import dev.forktail.engine.event.ProjectId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// A question for counts of what occurred within `[from, to)`.
///
/// @param unit MINUTES, HOURS or DAYS
/// @param name only this name; null for all
public record CountQuery(
    ProjectId project, Instant from, Instant to, ChronoUnit unit, @Nullable String name) {
  public CountQuery {
    if (unit != ChronoUnit.MINUTES && unit != ChronoUnit.HOURS && unit != ChronoUnit.DAYS) {
      throw new IllegalArgumentException("unit must be MINUTES, HOURS or DAYS: " + unit);
    }
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("from must lie before to: " + from + " " + to);
    }
  }
}
