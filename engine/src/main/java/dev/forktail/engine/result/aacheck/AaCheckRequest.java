package dev.forktail.engine.result.aacheck;

import dev.forktail.engine.metric.MetricKey;
import java.util.List;

/// What is to be checked.
///
/// @param metrics empty: all that are not archived, up to [#METRICS_MAX]
/// @param days how far back the past goes
/// @param salts how often the units are dealt anew
/// @param seed other seeds deal otherwise; the same past and seed give the same numbers
public record AaCheckRequest(List<MetricKey> metrics, int days, int salts, long seed) {
  public static final int DAYS = 14;
  public static final int DAYS_MAX = 90;
  public static final int SALTS = 1_000;
  public static final int SALTS_MIN = 100;
  public static final int SALTS_MAX = 10_000;

  /// More are checked in several turns.
  public static final int METRICS_MAX = 50;

  public AaCheckRequest {
    metrics = List.copyOf(metrics);
    requireIn("days", days, 1, DAYS_MAX);
    requireIn("salts", salts, SALTS_MIN, SALTS_MAX);
    if (metrics.size() > METRICS_MAX) {
      throw new IllegalArgumentException(
          "metrics must be at most " + METRICS_MAX + ": " + metrics.size());
    }
  }

  private static void requireIn(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s must be in %d..%d: %d".formatted(name, min, max, value));
    }
  }
}
