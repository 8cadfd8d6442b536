package dev.forktail.engine.experiment;

import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import java.time.Instant;
import java.util.List;

/// An experiment as it is in the catalog.
///
/// @param version 1 for a new one, one more with each change
/// @param runs the first one first; only the last can go on
public record StoredExperiment(
    ProjectId project,
    Definition definition,
    long version,
    Instant created,
    Instant changed,
    List<ExperimentRun> runs) {
  public StoredExperiment {
    runs = List.copyOf(runs);
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
