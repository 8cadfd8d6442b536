package dev.forktail.engine.result;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.estimate.Estimate;
import dev.forktail.statistics.sums.Sums;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is computed of a metric by the hour, from all events of its run at once.
///
/// @param asOf up to when what was stored counts
/// @param adjusted by variant, what the units add up to with what they were before: two values
///   each, in the run and in the time [#BEFORE] the first exposure; of a ratio four, numerator and
///   denominator in the run, then before it. None of a quantile and of retention
/// @param quantiles by variant, of a metric that is one
/// @param cap the value at which units were cut, in the metric's unit, where it is a percentile of
///   all; null: there is none
public record HourlyTotals(
    Instant asOf,
    Map<String, Sums> adjusted,
    Map<String, Answer<Estimate>> quantiles,
    @Nullable Double cap) {
  /// How long before a unit's first exposure it is looked at.
  public static final Duration BEFORE = Duration.ofDays(14);

  public HourlyTotals {
    adjusted = Map.copyOf(adjusted);
    quantiles = Map.copyOf(quantiles);
  }
}
