package dev.forktail.engine.experiment;

import dev.forktail.engine.audit.Change;
import java.util.Optional;

/// What becomes of a wish to change an experiment. Only the first is stored.
public sealed interface EditOutcome {
  /// This is the experiment from now on.
  record Store(StoredExperiment experiment, Change change) implements EditOutcome {}

  /// It is like that already.
  record Same(StoredExperiment experiment) implements EditOutcome {}

  /// There is no such experiment.
  record Missing() implements EditOutcome {}

  /// There is one of that key already.
  record Taken() implements EditOutcome {}

  /// It is not the version any more that the caller has seen.
  record Stale(long version) implements EditOutcome {}

  /// It cannot be, as things are.
  ///
  /// @param field what is at fault; empty when it is the state
  record Refused(Optional<String> field, String reason) implements EditOutcome {}
}
