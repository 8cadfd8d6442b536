package dev.forktail.assignment;

import org.jspecify.annotations.Nullable;

/// The weights that a bandit deals by at present, from whoever computes them.
@FunctionalInterface
public interface WeightFeed {
  WeightFeed NONE = _ -> null;

  /// The weights of the experiment's variants in their order, or null as long as there are none:
  /// then those of the definition hold. Must be quick: it is asked at each decision.
  int @Nullable [] weightsOf(ExperimentKey experiment);
}
