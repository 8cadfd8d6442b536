package dev.forktail.engine.result;

import dev.forktail.engine.event.ProjectId;
import java.util.Collection;

/// Has results forget people.
///
/// - **Contract.** What they did is taken out of all totals in one step, and nothing that was or
///   will be stored counts for them again: not late events, not what is added from before, not in a
///   recount. Visitors that were a user's are forgotten with it, also those that turn out to be
///   later. Asked twice, nothing changes.
/// - **Failure.** A [dev.forktail.engine.event.StoreException]; nothing has changed.
/// - **Threads.** Safe for concurrent use; blocks.
@FunctionalInterface
public interface Forgetting {

  /// Forgets whoever did anything under these ids, of users or visitors.
  ///
  /// @return how many units of experiments are forgotten that were not before, seen or not
  int forget(ProjectId project, Collection<String> ids);
}
