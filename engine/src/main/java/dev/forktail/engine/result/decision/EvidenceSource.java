package dev.forktail.engine.result.decision;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import java.util.Optional;

/// Where the evidence of now comes from.
///
/// Fails and blocks as [dev.forktail.engine.result.ResultTotals] does.
@FunctionalInterface
public interface EvidenceSource {

  /// That of the latest run of an experiment; empty when it never ran or is not measured.
  Optional<Evidence> find(ProjectId project, ExperimentKey experiment);
}
