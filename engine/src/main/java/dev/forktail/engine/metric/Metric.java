package dev.forktail.engine.metric;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A metric as somebody has defined it.
///
/// @param name what people call it
/// @param window how long after a unit's first exposure events count; null: as long as it runs
/// @param cap null: none
/// @param minimumEffect the smallest relative change that matters: 0.02 is 2 %
/// @param margin by how much, relatively, it may get worse when it is a guardrail
public record Metric(
    MetricKey key,
    String name,
    String description,
    Quantity quantity,
    @Nullable Duration window,
    @Nullable Cap cap,
    Direction direction,
    double minimumEffect,
    double margin) {
  public static final int NAME_LENGTH_MAX = 200;
  public static final int DESCRIPTION_LENGTH_MAX = 10_000;
  public static final Duration WINDOW_MAX = Duration.ofDays(365);
  public static final double MINIMUM_EFFECT = 0.02;
  public static final double MARGIN = 0.01;

  public Metric {
    requireLength("name", name, NAME_LENGTH_MAX);
    requireLength("description", description, DESCRIPTION_LENGTH_MAX);
    if (window != null && (!window.isPositive() || window.compareTo(WINDOW_MAX) > 0)) {
      throw new IllegalArgumentException("window must be longer than 0, 365 days at most");
    }
    if (window != null && window.toNanosPart() != 0) {
      throw new IllegalArgumentException("window must be whole seconds: " + window);
    }
    if (!(minimumEffect > 0 && minimumEffect < 100)) {
      throw new IllegalArgumentException(
          "minimumEffect must be above 0 and below 100: " + minimumEffect);
    }
    if (!(margin >= 0 && margin < 100)) {
      throw new IllegalArgumentException("margin must be 0 or more and below 100: " + margin);
    }
    if (cap != null && !(quantity instanceof Quantity.Count || quantity instanceof Quantity.Sum)) {
      throw new IllegalArgumentException("Only a count and a sum can have a cap.");
    }
  }

  /// One with what is usual for all that is not said.
  public static Metric of(String key, Quantity quantity) {
    return new Metric(
        new MetricKey(key), key, "", quantity, null, null, Direction.UP, MINIMUM_EFFECT, MARGIN);
  }

  /// Whether its result follows the events at once. What needs all units together, quantiles and
  /// caps that are quantiles, is computed by the hour.
  public boolean isLive() {
    return !(quantity instanceof Quantity.Quantile) && !(cap instanceof Cap.Percentile);
  }

  /// Whether each unit has the same value in both, whatever else they say.
  public boolean countsAlike(Metric other) {
    return key.equals(other.key)
        && quantity.equals(other.quantity)
        && Objects.equals(window, other.window)
        && Objects.equals(cap, other.cap);
  }

  private static void requireLength(String what, String text, int max) {
    if (text.length() > max) {
      throw new IllegalArgumentException(
          what + " must have at most " + max + " characters: " + text.length());
    }
  }
}
