package dev.forktail.engine.experiment;

import dev.forktail.engine.event.ProjectId;
import java.util.Map;
import java.util.Set;

/// Sessions: which arms units have that cannot be computed again, kept on the server.
///
/// - **Contract.** The first arm of a unit in an experiment stays, on whichever node another one is
///   dealt, until nobody has asked for the unit for as long as sessions live.
/// - **Failure.** [dev.forktail.engine.event.StoreException.Unavailable]: nothing is known, and
///   nothing was remembered, or it is not known whether it was.
/// - **Threads.** Safe for concurrent use; blocks.
public interface ArmStore {

  /// The arms of those of `units` that have any, as in [ShortHash]: variant by experiment.
  Map<UnitHash, Map<Long, Integer>> find(ProjectId project, Set<UnitHash> units);

  /// Remembers what `arms` says of experiments in which `unit` has no arm yet; returns all that it
  /// has now.
  Map<Long, Integer> remember(ProjectId project, UnitHash unit, Map<Long, Integer> arms);
}
