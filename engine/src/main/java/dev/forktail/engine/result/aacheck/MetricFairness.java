package dev.forktail.engine.result.aacheck;

import dev.forktail.engine.metric.Metric;
import dev.forktail.statistics.Answer;

/// How a metric behaves where there is no effect.
///
/// @param active of the units that were dealt, how many have a value other than 0
/// @param found unknown when too few salts have given a p-value
public record MetricFairness(Metric metric, int active, Answer<Found> found) {

  /// Whether the metric may be used, by what was found.
  public enum Finding {
    /// As often as chance has it.
    FAIR,
    /// Significant more often than it should be.
    TOO_OFTEN,
    /// Significant less often than it should be: safe, but effects are overlooked.
    TOO_RARELY,
    /// As often as it should be, but its p-values are not spread evenly.
    UNEVEN
  }

  /// What the p-values say.
  ///
  /// @param finding what to make of it
  /// @param rate the share of fixed-horizon p-values of at most `alpha`
  /// @param low what chance makes of the rate is hardly ever less (1 in 2,000)
  /// @param high or more
  /// @param uniformity the p-value of the test that p-values are spread evenly
  /// @param sequentialRate the share of sequential p-values of at most `alpha`, at one look
  public record Found(
      Finding finding,
      double rate,
      double low,
      double high,
      double uniformity,
      double sequentialRate) {}

  /// Whether something is wrong with it.
  public boolean isUnfair() {
    return found instanceof Answer.Known<Found>(var known)
        && (known.finding() == Finding.TOO_OFTEN || known.finding() == Finding.UNEVEN);
  }
}
