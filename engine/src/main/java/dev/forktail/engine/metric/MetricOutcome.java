package dev.forktail.engine.metric;

import dev.forktail.engine.audit.Change;

/// What becomes of a wish to change a metric. Only the first is stored.
public sealed interface MetricOutcome {
  /// This is the metric from now on.
  record Store(StoredMetric metric, Change change) implements MetricOutcome {}

  /// It is like that already.
  record Same(StoredMetric metric) implements MetricOutcome {}

  /// There is no such metric.
  record Missing() implements MetricOutcome {}

  /// There is one of that key already.
  record Taken() implements MetricOutcome {}

  /// It is not the version any more that the caller has seen.
  record Stale(long version) implements MetricOutcome {}

  /// The project has as many metrics as it may have.
  record Full(int max) implements MetricOutcome {}
}
