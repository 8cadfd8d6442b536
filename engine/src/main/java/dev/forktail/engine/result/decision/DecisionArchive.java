package dev.forktail.engine.result.decision;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import java.util.Optional;

/// Where the documents of decisions are kept, by the version of the experiment that they make.
///
/// - **Contract.** What is kept for a version that there never was is replaced, never shown.
/// - **Failure.** A [dev.forktail.engine.event.StoreException].
/// - **Threads.** Safe for concurrent use; blocks.
public interface DecisionArchive {

  /// Keeps a document, in the place of one for the same version.
  void keep(ProjectId project, ExperimentKey key, long version, String document);

  Optional<String> find(ProjectId project, ExperimentKey key, long version);
}
