package dev.forktail.engine.live;

import java.time.Duration;

/// How old the newest canary at each stage may be.
///
/// @param every how long after a canary the next one follows
/// @param exportEvery how long after a commit to the lake the next one follows
public record CanaryLimits(Duration every, Duration exportEvery) {
  private static final Duration EVERY_MIN = Duration.ofSeconds(1);

  /// How much longer than it takes until the next one is at least too long.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// A slice has the events of about a minute, and is the unit in which they go on.
  private static final Duration SLICE = Duration.ofMinutes(1);

  public CanaryLimits {
    if (every.compareTo(EVERY_MIN) < 0) {
      throw new IllegalArgumentException("every must be at least 1s: " + every);
    }
  }

  /// Of a `stage` whose newest canary is of that age.
  Level of(CanaryStage stage, Duration age) {
    return switch (stage) {
      case ACKNOWLEDGED, STORED ->
          Thresholds.above(age, canaries(2, PATIENCE), canaries(3, PATIENCE.multipliedBy(2)));
      case SEALED -> Thresholds.above(age, slices(2), slices(3));
      case STAGED -> Thresholds.above(age, slices(3), slices(5));
      case LAKE -> Thresholds.above(age, exports(3), exports(5));
      case ASKED -> Thresholds.above(age, slices(4), slices(8));
    };
  }

  private Duration canaries(int number, Duration pauseMin) {
    var pause = every.multipliedBy(number - 1);
    return every.plus(pause.compareTo(pauseMin) > 0 ? pause : pauseMin);
  }

  private Duration slices(int number) {
    return every.plus(SLICE.multipliedBy(number));
  }

  /// What is committed is sealed and staged before.
  private Duration exports(int halves) {
    return slices(2).plus(exportEvery.multipliedBy(halves).dividedBy(2));
  }
}
