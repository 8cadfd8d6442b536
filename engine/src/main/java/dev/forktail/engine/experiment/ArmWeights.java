package dev.forktail.engine.experiment;

import org.jspecify.annotations.Nullable;

/// The weights by which the arms of experiments are dealt that follow their results.
@FunctionalInterface
public interface ArmWeights {
  ArmWeights NONE = _ -> null;

  /// Those of the variants of `experiment` in their order, or null as long as there are none for
  /// its latest run: then those of the definition hold. Must be quick: it is asked at each
  /// decision.
  int @Nullable [] of(StoredExperiment experiment);
}
