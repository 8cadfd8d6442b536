package dev.forktail.assignment;

import dev.forktail.assignment.condition.Condition;
import dev.forktail.assignment.hash.Hasher;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An experiment in the making: what is not said has a default. Used by one thread.
public final class ExperimentDraft {
  private final ExperimentKey key;
  private State state = State.draft();
  private Unit unit = Unit.userId();
  private List<Variant> variants;
  private Hashing hashing = Hashing.DEFAULT;
  private StrategyChoice strategy = StrategyChoice.HASH;
  private int traffic = BasisPoints.ALL;
  private @Nullable ExclusionSlot exclusion;
  private List<Holdout> holdouts = List.of();
  private Condition targeting = Condition.always();
  private Map<String, VariantKey> forced = Map.of();
  private Schedule schedule = Schedule.ALWAYS;

  ExperimentDraft(ExperimentKey key, List<Variant> variants) {
    this.key = key;
    this.variants = variants;
  }

  /// A copy of `experiment` to change.
  public ExperimentDraft(Experiment experiment) {
    this(experiment.key(), experiment.variants());
    state = experiment.state();
    unit = experiment.unit();
    hashing = experiment.hashing();
    strategy = experiment.strategy();
    traffic = experiment.traffic();
    exclusion = experiment.exclusion();
    holdouts = experiment.holdouts();
    targeting = experiment.targeting();
    forced = experiment.forced();
    schedule = experiment.schedule();
  }

  public ExperimentDraft state(State value) {
    state = value;
    return this;
  }

  public ExperimentDraft running() {
    return state(State.running());
  }

  public ExperimentDraft unit(Unit value) {
    unit = value;
    return this;
  }

  public ExperimentDraft variants(List<Variant> value) {
    variants = value;
    return this;
  }

  public ExperimentDraft hashing(Hashing value) {
    hashing = value;
    return this;
  }

  public ExperimentDraft hasher(Hasher value) {
    return hashing(new Hashing(value, Map.of()));
  }

  public ExperimentDraft strategy(StrategyChoice value) {
    strategy = value;
    return this;
  }

  public ExperimentDraft strategy(String name, Map<String, String> options) {
    return strategy(new StrategyChoice(name, options));
  }

  public ExperimentDraft traffic(int basisPoints) {
    traffic = basisPoints;
    return this;
  }

  public ExperimentDraft exclusion(@Nullable ExclusionSlot value) {
    exclusion = value;
    return this;
  }

  public ExperimentDraft holdouts(List<Holdout> value) {
    holdouts = value;
    return this;
  }

  public ExperimentDraft targeting(Condition value) {
    targeting = value;
    return this;
  }

  public ExperimentDraft forced(Map<String, VariantKey> value) {
    forced = value;
    return this;
  }

  public ExperimentDraft schedule(Schedule value) {
    schedule = value;
    return this;
  }

  /// The experiment, checked as a whole.
  public Experiment make() {
    return new Experiment(
        key, state, unit, variants, hashing, strategy, traffic, exclusion, holdouts, targeting,
        forced, schedule);
  }
}
