package dev.forktail.engine.experiment;

import dev.forktail.assignment.AssignmentStrategy;
import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.Experiments;
import dev.forktail.assignment.State;
import dev.forktail.assignment.Surroundings;
import dev.forktail.assignment.Unit;
import dev.forktail.engine.event.ProjectId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All experiments, ready to decide, in memory: nobody waits for a database. What is newer takes
/// the place of what was there at once and as a whole.
public final class LiveExperiments {
  private final Surroundings surroundings;
  private final ArmWeights weights;
  private final ProjectExperiments none;
  private volatile All all;

  /// With weights as they are defined.
  public LiveExperiments(Surroundings surroundings) {
    this(surroundings, ArmWeights.NONE);
  }

  /// @param surroundings without weights: these come from `weights`
  public LiveExperiments(Surroundings surroundings, ArmWeights weights) {
    this.surroundings = surroundings;
    this.weights = weights;
    this.none =
        new ProjectExperiments(Experiments.none(surroundings), Map.of(), Map.of(), Map.of());
    this.all = new All(Definitions.NONE, Map.of());
  }

  /// What there is at one moment.
  private record All(Definitions definitions, Map<ProjectId, ProjectExperiments> projects) {}

  /// The experiments of one project at one moment.
  ///
  /// @param stored the same, as they are in the catalog
  /// @param byShortHash the same by the short hashes of their keys
  /// @param remembering of those that run, which have arms that cannot be computed again, of what
  public record ProjectExperiments(
      Experiments decided,
      Map<ExperimentKey, StoredExperiment> stored,
      Map<Long, StoredExperiment> byShortHash,
      Map<ExperimentKey, Unit> remembering) {
    public ProjectExperiments {
      remembering = Map.copyOf(remembering);
      stored = Map.copyOf(stored);
      byShortHash = Map.copyOf(byShortHash);
    }

    /// The experiment whose key has this [ShortHash].
    public Optional<StoredExperiment> find(long shortHash) {
      return Optional.ofNullable(byShortHash.get(shortHash));
    }

    public Optional<StoredExperiment> find(ExperimentKey key) {
      return Optional.ofNullable(stored.get(key));
    }
  }

  /// Has `definitions` be what decides from now on.
  public synchronized void use(Definitions definitions) {
    var byProject =
        definitions.experiments().stream()
            .collect(Collectors.groupingBy(StoredExperiment::project));
    var projects = new HashMap<ProjectId, ProjectExperiments>();
    byProject.forEach((project, stored) -> projects.put(project, next(project, stored)));
    all = new All(definitions, Map.copyOf(projects));
  }

  private ProjectExperiments next(ProjectId project, List<StoredExperiment> stored) {
    var experiments = stored.stream().<Experiment>map(StoredExperiment::experiment).toList();
    var before = all.projects().get(project);
    var decided = before == null ? Experiments.none(around(project)) : before.decided();
    return new ProjectExperiments(
        decided.with(experiments),
        stored.stream().collect(Collectors.toMap(StoredExperiment::key, one -> one)),
        stored.stream()
            .collect(
                Collectors.toMap(
                    one -> ShortHash.ofExperiment(project, one.key()),
                    one -> one,
                    (first, _) -> first)),
        stored.stream()
            .map(StoredExperiment::experiment)
            .filter(one -> mayHaveArms(one.state()) && remembers(one))
            .collect(Collectors.toMap(Experiment::key, Experiment::unit)));
  }

  /// Keys are unique within a project only.
  private Surroundings around(ProjectId project) {
    return new Surroundings(
        surroundings.strategies(),
        surroundings.random(),
        key -> weights(project, key),
        surroundings.listener());
  }

  private int @Nullable [] weights(ProjectId project, ExperimentKey key) {
    var experiment = of(project).stored().get(key);
    return experiment == null ? null : weights.of(experiment);
  }

  private static boolean mayHaveArms(State state) {
    return state instanceof State.Running
        || (state instanceof State.Decided(_, var rollout) && !rollout.steps().isEmpty());
  }

  /// Whether its arms must be kept, as the library decides.
  private boolean remembers(Experiment experiment) {
    return experiment.unit().changes()
        || surroundings
            .strategies()
            .find(experiment.strategy().name())
            .filter(AssignmentStrategy::needsMemory)
            .isPresent();
  }

  /// Those of `project`.
  public ProjectExperiments of(ProjectId project) {
    return all.projects().getOrDefault(project, none);
  }

  /// What decides.
  public Definitions definitions() {
    return all.definitions();
  }
}
