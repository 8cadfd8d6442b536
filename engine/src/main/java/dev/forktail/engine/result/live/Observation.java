package dev.forktail.engine.result.live;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a stored event says about a unit. Times are microseconds since 1970, as they are stored.
public sealed interface Observation {

  /// The unit has seen an arm of a run.
  ///
  /// @param dimensions values by [Dimensions]
  record Exposed(
      UnitKey unit,
      int run,
      int arm,
      long occurredMicros,
      long slice,
      List<@Nullable String> dimensions)
      implements Observation {}

  /// The unit has done what a track counts.
  record Counted(UnitKey unit, Fact fact) implements Observation {}

  /// A visitor was named together with a user.
  ///
  /// @param visitor by its anonymous id
  /// @param userId decides between two that were named at the same time
  record Named(UnitKey visitor, UnitKey user, String userId, long occurredMicros, long slice)
      implements Observation {}
}
