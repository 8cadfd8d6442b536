package dev.forktail.engine.experiment;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// All experiments of all projects at one moment.
///
/// @param version that of the catalog at that moment
public record Definitions(long version, List<StoredExperiment> experiments) {
  public static final Definitions NONE = new Definitions(0, List.of());

  public Definitions {
    experiments = List.copyOf(experiments);
  }

  /// When the newest change was made.
  public Instant changed() {
    return experiments.stream()
        .map(StoredExperiment::changed)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }
}
