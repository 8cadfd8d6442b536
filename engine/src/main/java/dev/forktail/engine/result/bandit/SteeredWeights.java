package dev.forktail.engine.result.bandit;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.ArmWeights;
import dev.forktail.engine.experiment.StoredExperiment;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The shares of bandits as this node knows them, in memory. Those of an earlier run, or of a
/// definition with other variants, are none.
public final class SteeredWeights implements ArmWeights {
  private volatile Map<Place, Known> known = Map.of();

  private record Place(ProjectId project, ExperimentKey experiment) {}

  /// Shares, and the same as they are asked for at each decision.
  private static final class Known {
    private final BanditShares shares;
    private final int[] weights;

    Known(BanditShares shares) {
      this.shares = shares;
      this.weights = shares.weights().stream().mapToInt(Integer::intValue).toArray();
    }

    BanditShares shares() {
      return shares;
    }

    boolean fits(StoredExperiment experiment) {
      return !experiment.runs().isEmpty()
          && experiment.runs().getLast().number() == shares.run()
          && experiment.experiment().variants().size() == weights.length;
    }
  }

  /// Has these hold from now on, and no others.
  public void use(Collection<BanditShares> all) {
    var next = new HashMap<Place, Known>();
    for (var shares : all) {
      next.put(new Place(shares.project(), shares.experiment()), new Known(shares));
    }
    known = Map.copyOf(next);
  }

  @Override
  public int @Nullable [] of(StoredExperiment experiment) {
    var found = known(experiment);
    return found == null ? null : found.weights;
  }

  /// The shares by which the units of `experiment` are dealt now.
  public Optional<BanditShares> find(StoredExperiment experiment) {
    return Optional.ofNullable(known(experiment)).map(Known::shares);
  }

  private @Nullable Known known(StoredExperiment experiment) {
    var found = known.get(new Place(experiment.project(), experiment.key()));
    return found != null && found.fits(experiment) ? found : null;
  }
}
