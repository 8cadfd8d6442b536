package dev.forktail.engine.metric;

import dev.forktail.engine.audit.AuditLine;
import dev.forktail.engine.event.ProjectId;
import java.util.List;

/// Where metrics are kept, with all that was ever done to them.
///
/// - **Contract.** An edit sees all metrics of its project as they are, and nobody changes any of
///   them until what it wants is stored; it is stored whole, with its line of the audit, or not at
///   all. No metric ever goes. Any edit that stores something makes [#version] another one.
/// - **Failure.** A [dev.forktail.engine.event.StoreException].
/// - **Threads.** Safe for concurrent use; blocks.
public interface MetricCatalog {

  /// Those of `project`, by key, also the archived ones.
  List<StoredMetric> list(ProjectId project);

  /// Has `edit` say what is to become of a metric of `project`; returns what it said.
  MetricOutcome edit(ProjectId project, Edit edit);

  /// What was done to a metric, the newest first; empty when there is none of that key.
  List<AuditLine<Metric>> audit(ProjectId project, MetricKey key);

  /// Another number after any change to any metric.
  long version();

  /// Looks at what there is and says what is to be stored. May be asked again when the first time
  /// came to nothing.
  @FunctionalInterface
  interface Edit {
    MetricOutcome on(List<StoredMetric> present);
  }
}
