package dev.forktail.engine.result;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.estimate.Estimate;
import dev.forktail.statistics.sums.Sums;
import java.time.Instant;
import java.util.Map;

/// What is computed of a metric by the hour, from all events of its run at once.
///
/// @param asOf up to when what was stored counts
/// @param adjusted by variant, what the units add up to with what they were before: two values
///   each, in the run and in the 14 days before the first exposure; of a ratio four, numerator and
///   denominator in the run, then before it. Empty where nothing came before
/// @param quantiles by variant, of a metric that is one
public record HourlyTotals(
    Instant asOf, Map<String, Sums> adjusted, Map<String, Answer<Estimate>> quantiles) {
  public HourlyTotals {
    adjusted = Map.copyOf(adjusted);
    quantiles = Map.copyOf(quantiles);
  }
}
