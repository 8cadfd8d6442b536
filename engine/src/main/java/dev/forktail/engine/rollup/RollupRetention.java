package dev.forktail.engine.rollup;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BiConsumer;

/// For how long the store keeps counters. Older ones are counted from the lake when they are asked
/// for.
///
/// @param minutes of those per minute
/// @param others of those per hour and day
public record RollupRetention(Duration minutes, Duration others) {
  /// The live page looks back an hour.
  private static final Duration MIN = Duration.ofHours(2);

  public RollupRetention {
    if (minutes.compareTo(MIN) < 0 || others.compareTo(MIN) < 0) {
      throw new IllegalArgumentException(
          "rollups.retention and rollups.minute-retention must be 2h at least: %s %s"
              .formatted(others, minutes));
    }
  }

  /// Lets go of what is too old at `now`.
  public void apply(Rollups rollups, DimensionRollups dimensions, Instant now) {
    apply(rollups::keepFrom, now);
    apply(dimensions::keepFrom, now);
  }

  private void apply(BiConsumer<ChronoUnit, Instant> keepFrom, Instant now) {
    keepFrom.accept(ChronoUnit.MINUTES, now.minus(minutes).truncatedTo(ChronoUnit.HOURS));
    keepFrom.accept(ChronoUnit.HOURS, now.minus(others).truncatedTo(ChronoUnit.HOURS));
    keepFrom.accept(ChronoUnit.DAYS, now.minus(others).truncatedTo(ChronoUnit.DAYS));
  }
}
