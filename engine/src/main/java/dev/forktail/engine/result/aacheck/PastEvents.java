package dev.forktail.engine.result.aacheck;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.result.live.ResultPlan;
import dev.forktail.engine.result.recount.RawEvents;
import dev.forktail.engine.result.recount.RecountProgress;

/// The events of the past, as observations of a plan of one run.
///
/// - **Failure.** As [RawEvents].
/// - **Threads.** For one at a time; blocks; an interrupt ends it.
@FunctionalInterface
public interface PastEvents {

  /// Hands over what the plan's metrics count, who is who, and of each unit that did anything in
  /// the time of the run that it has seen the run's first arm, when it did so first.
  void read(ResultPlan plan, ProjectId project, RawEvents.Reader reader, RecountProgress progress);
}
