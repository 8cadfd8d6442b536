package dev.forktail.web.experiment;

import dev.forktail.assignment.Assignment;
import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.Remembered;
import dev.forktail.assignment.State;
import dev.forktail.assignment.Variant;
import dev.forktail.assignment.VariantKey;
import dev.forktail.engine.experiment.LiveExperiments.ProjectExperiments;
import dev.forktail.engine.experiment.ShortHash;
import dev.forktail.engine.experiment.StoredExperiment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What a visitor's cookie remembers: who they are, and the arms that cannot be computed again. At
/// most [#ARMS_MAX] arms; of more, those of experiments that ended longest ago are forgotten first.
///
/// @param arms the short hash of the variant by that of the experiment, oldest first
record ArmMemory(UUID visitor, Map<Long, Integer> arms) {
  /// So many fit a cookie with room to spare.
  static final int ARMS_MAX = 300;

  ArmMemory {
    arms = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(arms));
  }

  static ArmMemory of(UUID visitor) {
    return new ArmMemory(visitor, Map.of());
  }

  /// The arms of those experiments that are still known.
  Remembered remembered(ProjectExperiments experiments) {
    if (arms.isEmpty()) {
      return Remembered.NOTHING;
    }
    var known = new HashMap<ExperimentKey, VariantKey>();
    arms.forEach(
        (experiment, variant) ->
            experiments
                .find(experiment)
                .ifPresent(
                    stored ->
                        variant(stored, variant).ifPresent(key -> known.put(stored.key(), key))));
    return Remembered.of(known);
  }

  /// The variant with this [ShortHash], if it still exists.
  static Optional<VariantKey> variant(StoredExperiment stored, int shortHash) {
    return stored.experiment().variants().stream()
        .map(Variant::key)
        .filter(key -> ShortHash.ofVariant(key) == shortHash)
        .findFirst();
  }

  /// With those of `assignments` that must be remembered; this one if there is nothing new.
  ArmMemory with(Iterable<Assignment> assignments, ProjectExperiments experiments) {
    var next = new LinkedHashMap<>(arms);
    for (var assignment : assignments) {
      if (assignment.remember()) {
        experiments
            .find(assignment.experiment())
            .ifPresent(
                stored ->
                    next.put(
                        ShortHash.ofExperiment(stored.project(), stored.key()),
                        ShortHash.ofVariant(assignment.variant().key())));
      }
    }
    if (next.equals(arms)) {
      return this;
    }
    forget(next, experiments);
    return new ArmMemory(visitor, next);
  }

  private static void forget(Map<Long, Integer> arms, ProjectExperiments experiments) {
    int tooMany = arms.size() - ARMS_MAX;
    if (tooMany <= 0) {
      return;
    }
    // What is not known any more ended before all others; equal ones go by their age in the cookie.
    List<Long> byEnd = new ArrayList<>(arms.keySet());
    byEnd.sort(
        Comparator.comparing(
            arm -> experiments.find(arm).map(ArmMemory::endOf).orElse(Instant.MIN)));
    byEnd.subList(0, tooMany).forEach(arms::remove);
  }

  private static Instant endOf(StoredExperiment stored) {
    return switch (stored.experiment().state()) {
      case State.Decided _, State.Archived _ -> stored.changed();
      case State.Draft _, State.Running _, State.Paused _ -> Instant.MAX;
    };
  }
}
