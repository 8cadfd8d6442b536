package dev.forktail.engine.experiment;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.audit.AuditLine;
import dev.forktail.engine.event.ProjectId;
import java.util.List;

/// Where experiments and feature flags are kept, with all that was ever done to them.
///
/// - **Contract.** An edit sees all experiments of its project as they are, and nobody changes any
///   of them until what it wants is stored; it is stored whole, with its line of the audit, or not
///   at all. No experiment ever goes. Any edit that stores something makes [#version] another one.
/// - **Failure.** A [dev.forktail.engine.event.StoreException].
/// - **Threads.** Safe for concurrent use; blocks.
public interface ExperimentCatalog {

  /// Those of `project`, by key.
  List<StoredExperiment> list(ProjectId project);

  /// Has `edit` say what is to become of an experiment of `project`; returns what it said.
  EditOutcome edit(ProjectId project, Edit edit);

  /// What was done to an experiment, the newest first; empty when there is none of that key.
  List<AuditLine<Definition>> audit(ProjectId project, ExperimentKey key);

  /// Another number after any change to any experiment or metric.
  long version();

  /// All experiments and metrics of all projects, as of one moment.
  Definitions definitions();

  /// Looks at what there is and says what is to be stored. May be asked again when the first time
  /// came to nothing.
  @FunctionalInterface
  interface Edit {
    EditOutcome on(List<StoredExperiment> present);
  }
}
