package dev.forktail.web.experiment;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.State;
import dev.forktail.engine.audit.Change;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.EditOutcome;
import java.util.OptionalLong;

/// Decides experiments.
@FunctionalInterface
public interface Decider {

  /// Decides for a variant.
  ///
  /// @param seen the version that the caller has seen; empty: whichever
  EditOutcome decide(
      ProjectId project, ExperimentKey key, State.Decided wish, OptionalLong seen, Change change);
}
