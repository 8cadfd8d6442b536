package dev.forktail.engine.experiment;

import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import java.time.Instant;

/// An experiment as it is in the catalog.
///
/// @param version 1 for a new one, one more with each change
public record StoredExperiment(
    ProjectId project, Definition definition, long version, Instant created, Instant changed) {
  public StoredExperiment {
    if (version < 1) {
      throw new IllegalArgumentException("version must be at least 1: " + version);
    }
  }

  public ExperimentKey key() {
    return definition.key();
  }

  public Experiment experiment() {
    return definition.experiment();
  }
}
