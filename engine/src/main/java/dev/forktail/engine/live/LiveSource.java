package dev.forktail.engine.live;

import dev.forktail.engine.event.ProjectId;

/// The pipeline as it is right now.
///
/// - **Contract.** Every answer says as of when its stored part is true. While the store is away
///   the stored part stays as it was and gets older; the rest is of this moment.
/// - **Failure.** None: what is wrong is part of the answer.
/// - **Threads.** Safe for concurrent use; may wait a moment for the store, so call it from a
///   virtual thread.
public interface LiveSource {

  LiveState now(ProjectId project);
}
