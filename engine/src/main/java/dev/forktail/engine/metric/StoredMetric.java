package dev.forktail.engine.metric;

import dev.forktail.engine.event.ProjectId;
import java.time.Instant;

/// A metric as it is in the catalog.
///
/// @param archived whether no experiment may name it anew; those that do are measured by it still
/// @param version 1 for a new one, one more with each change
public record StoredMetric(
    ProjectId project,
    Metric metric,
    boolean archived,
    long version,
    Instant created,
    Instant changed) {
  public StoredMetric {
    if (version < 1) {
      throw new IllegalArgumentException("version must be at least 1: " + version);
    }
  }

  public MetricKey key() {
    return metric.key();
  }
}
