package dev.forktail.engine.rollup;

import dev.forktail.engine.event.ProjectId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A question for counts by a dimension, in the buckets that begin within `[from, to)`.
///
/// @param unit MINUTES, HOURS or DAYS
public record DimensionQuery(
    ProjectId project, Instant from, Instant to, ChronoUnit unit, Dimension dimension) {
  public DimensionQuery {
    if (unit != ChronoUnit.MINUTES && unit != ChronoUnit.HOURS && unit != ChronoUnit.DAYS) {
      throw new IllegalArgumentException("unit must be MINUTES, HOURS or DAYS: " + unit);
    }
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("from must lie before to: " + from + " " + to);
    }
  }
}
