package dev.forktail.assignment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The experiments as they are defined at one moment, ready to decide. Never changes; safe for
/// concurrent use; deciding by `hash` makes no object and waits for nothing.
///
/// What decides, in this order; the first that applies does, and all but the arms that are
/// assigned, remembered or forced, previews and winners are control:
///
/// 1. the experiment is archived: NOT_RUNNING
/// 2. the subject is a machine: BOT, but the winner of a decided experiment
/// 3. the request previews a variant: PREVIEWED, also of a draft
/// 4. one of the subject's ids is forced: FORCED, also in a draft
/// 5. it is decided: NOT_TARGETED, MISSING_UNIT (only if it has holdouts or is being rolled out),
///    HELD_OUT, or the winner, DECIDED; whom the rollout has not reached, as from 7 on, but KEPT
///    instead of an arm that counts
/// 6. it is a draft or paused: NOT_RUNNING
/// 7. it has not begun or is over: NOT_SCHEDULED
/// 8. the subject has no such unit: MISSING_UNIT
/// 9. an arm is remembered which still exists: REMEMBERED, whatever has changed since
/// 10. the unit is in a holdout: HELD_OUT
/// 11. the targeting does not hold: NOT_TARGETED
/// 12. another experiment of the group has the unit, by its arm remembered or by hash: EXCLUDED
/// 13. the unit is not in the traffic: NOT_IN_TRAFFIC
/// 14. the arm would have to be remembered, and there is no memory: NO_MEMORY
/// 15. the strategy deals: ASSIGNED; or does not: NOT_IN_TRAFFIC; or fails: STRATEGY_FAILED
public final class Experiments {
  private final Surroundings surroundings;
  private final Map<ExperimentKey, CompiledExperiment> byKey;
  private final CompiledExperiment[] all;

  private Experiments(Surroundings surroundings, Map<ExperimentKey, CompiledExperiment> byKey) {
    this.surroundings = surroundings;
    this.byKey = byKey;
    this.all = byKey.values().toArray(CompiledExperiment[]::new);
  }

  /// No experiments yet; [#with] gives some.
  public static Experiments none(Surroundings surroundings) {
    return new Experiments(surroundings, Map.of());
  }

  /// Those of `definitions`, and no others. What deals the variants of an experiment goes on
  /// dealing as long as its unit, variants, hashing and strategy stay the same.
  public Experiments with(Collection<Experiment> definitions) {
    var compiled = new LinkedHashMap<ExperimentKey, CompiledExperiment>();
    for (var definition : definitions) {
      var rivals = ExclusionGroups.rivalsOf(definition, definitions);
      var former = byKey.get(definition.key());
      var next = CompiledExperiment.of(definition, rivals, surroundings, former);
      if (compiled.put(definition.key(), next) != null) {
        throw new IllegalArgumentException("Two experiments have one key: " + definition.key());
      }
    }
    return new Experiments(surroundings, compiled);
  }

  /// What `subject` gets of the experiment `key`, or null if there is no such experiment.
  public @Nullable Assignment assign(ExperimentKey key, Subject subject, Visit visit) {
    var experiment = byKey.get(key);
    return experiment == null ? null : experiment.assign(subject, visit);
  }

  /// What `subject` gets of every experiment, in the order of their definitions.
  public List<Assignment> assignAll(Subject subject, Visit visit) {
    var assignments = new ArrayList<Assignment>(all.length);
    for (var experiment : all) {
      assignments.add(experiment.assign(subject, visit));
    }
    return assignments;
  }

  public Optional<Experiment> find(ExperimentKey key) {
    return Optional.ofNullable(byKey.get(key)).map(CompiledExperiment::definition);
  }

  public List<Experiment> definitions() {
    return byKey.values().stream().map(CompiledExperiment::definition).toList();
  }
}
