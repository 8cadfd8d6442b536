package dev.forktail.web.experiment;

import dev.forktail.assignment.Assignment;
import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.Remembered;
import dev.forktail.assignment.Subject;
import dev.forktail.assignment.Unit;
import dev.forktail.assignment.VariantKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.ArmStore;
import dev.forktail.engine.experiment.Exposures.Exposure;
import dev.forktail.engine.experiment.LiveExperiments.ProjectExperiments;
import dev.forktail.engine.experiment.ShortHash;
import dev.forktail.engine.experiment.UnitHash;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What sessions know of one subject, while it is decided for. One thread.
final class UnitArms {
  private final ProjectExperiments experiments;
  private final Map<ExperimentKey, List<UnitHash>> units;
  private final Map<UnitHash, Map<Long, Integer>> known = new HashMap<>();

  private UnitArms(ProjectExperiments experiments, Map<ExperimentKey, List<UnitHash>> units) {
    this.experiments = experiments;
    this.units = units;
  }

  /// Nothing yet.
  ///
  /// @param remembering which experiments have arms to be remembered, and of what
  static UnitArms of(
      ProjectExperiments experiments, Subject subject, Map<ExperimentKey, Unit> remembering) {
    var units = new HashMap<ExperimentKey, List<UnitHash>>();
    remembering.forEach(
        (experiment, unit) -> {
          var hashes = UnitHash.of(unit, subject);
          if (!hashes.isEmpty()) {
            units.put(experiment, hashes);
          }
        });
    return new UnitArms(experiments, units);
  }

  /// Whether there is nothing to be asked for.
  boolean isEmpty() {
    return units.isEmpty();
  }

  /// Takes what the sessions know.
  void ask(ArmStore store, ProjectId project) {
    var all = units.values().stream().flatMap(List::stream).collect(Collectors.toSet());
    known.putAll(store.find(project, all));
  }

  /// Has the sessions remember what of `exposures` they do not know yet.
  void keep(ArmStore store, ProjectId project, List<Exposure> exposures) {
    var missing = new LinkedHashMap<UnitHash, Map<Long, Integer>>();
    for (var exposure : exposures) {
      var assignment = exposure.assignment();
      if (assignment.remember()) {
        keep(project, assignment, missing);
      }
    }
    missing.forEach((unit, arms) -> known.put(unit, store.remember(project, unit, arms)));
  }

  private void keep(
      ProjectId project, Assignment assignment, Map<UnitHash, Map<Long, Integer>> missing) {
    long experiment = ShortHash.ofExperiment(project, assignment.experiment());
    int variant = ShortHash.ofVariant(assignment.variant().key());
    for (var unit : units.getOrDefault(assignment.experiment(), List.of())) {
      if (!known.getOrDefault(unit, Map.of()).containsKey(experiment)) {
        missing.computeIfAbsent(unit, _ -> new HashMap<>()).put(experiment, variant);
      }
    }
  }

  /// Whether what of `exposures` is to be remembered is so.
  boolean have(List<Exposure> exposures) {
    var arms = over(Remembered.NOTHING);
    return exposures.stream()
        .map(Exposure::assignment)
        .filter(Assignment::remember)
        .allMatch(
            assignment -> assignment.variant().key().equals(arms.get(assignment.experiment())));
  }

  /// The arms that are known, and those of `before` where none is.
  Map<ExperimentKey, VariantKey> over(Remembered before) {
    var arms = new HashMap<>(before.arms());
    units.forEach(
        (experiment, hashes) ->
            hashes.stream()
                .flatMap(unit -> find(experiment, unit).stream())
                .findFirst()
                .ifPresent(variant -> arms.put(experiment, variant)));
    return arms;
  }

  private Optional<VariantKey> find(ExperimentKey experiment, UnitHash unit) {
    return experiments
        .find(experiment)
        .flatMap(
            stored -> {
              var variant =
                  known
                      .getOrDefault(unit, Map.of())
                      .get(ShortHash.ofExperiment(stored.project(), experiment));
              return variant == null ? Optional.empty() : ArmMemory.variant(stored, variant);
            });
  }
}
