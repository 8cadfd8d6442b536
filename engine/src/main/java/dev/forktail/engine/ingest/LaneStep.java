package dev.forktail.engine.ingest;

import dev.forktail.engine.event.EventStore;
import java.time.Duration;

/// What one step of a [LaneWriter] did.
public sealed interface LaneStep {

  /// A batch is stored and released.
  record Progress(EventStore.Stored stored) implements LaneStep {}

  /// There was nothing to store.
  record Idle() implements LaneStep {}

  /// Something stands in the way; take the next step after `pause`.
  record Wait(Duration pause, String reason) implements LaneStep {}

  /// The lane has nothing to do any more: everything is stored, or somebody else has claimed it.
  record Ended(String reason) implements LaneStep {}
}
