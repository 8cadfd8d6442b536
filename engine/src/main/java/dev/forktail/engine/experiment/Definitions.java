package dev.forktail.engine.experiment;

import java.util.List;

/// All experiments of all projects at one moment.
///
/// @param version that of the catalog at that moment
public record Definitions(long version, List<StoredExperiment> experiments) {
  public static final Definitions NONE = new Definitions(0, List.of());

  public Definitions {
    experiments = List.copyOf(experiments);
  }
}
