package dev.forktail.engine.experiment;

import dev.forktail.engine.metric.StoredMetric;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// All experiments of all projects at one moment, and the metrics by which they are measured.
///
/// @param version that of the catalog at that moment
/// @param metrics also archived ones, since experiments may name them still
public record Definitions(
    long version, List<StoredExperiment> experiments, List<StoredMetric> metrics) {
  public static final Definitions NONE = new Definitions(0, List.of(), List.of());

  public Definitions {
    experiments = List.copyOf(experiments);
    metrics = List.copyOf(metrics);
  }

  /// When the newest change of an experiment was made.
  public Instant changed() {
    return experiments.stream()
        .map(StoredExperiment::changed)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }
}
