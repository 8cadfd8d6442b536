package dev.forktail.engine.result.plan;

import dev.forktail.engine.result.plan.ResultPlans.StoredEvent;
import java.util.List;

/// Where events from before are read, in order.
///
/// - **Failure.** A `RuntimeException` that says why; the same is asked for again later.
public interface StoredEvents {

  /// The events that come next in a history.
  Part next(History history);

  /// Some of the events, and how far the history is with them.
  record Part(List<StoredEvent> events, History after) {}
}
