package dev.forktail.engine.experiment;

import dev.forktail.assignment.AssignmentListener;
import dev.forktail.assignment.AssignmentStrategy;
import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.Experiments;
import dev.forktail.assignment.Surroundings;
import dev.forktail.assignment.Unit;
import dev.forktail.engine.json.WrongFieldException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Which strategies there are, and whether an experiment can use the one that it names.
public final class StrategyCheck {
  private final Surroundings surroundings;
  private final MemoryKind memory;

  /// @param surroundings with which experiments are decided
  /// @param memory what remembers arms
  public StrategyCheck(Surroundings surroundings, MemoryKind memory) {
    this.surroundings = surroundings;
    this.memory = memory;
  }

  public List<AssignmentStrategy> all() {
    return surroundings.strategies().all();
  }

  /// Refuses an experiment whose strategy is not there, does not accept its options, or deals arms
  /// that nobody would remember.
  ///
  /// @throws WrongFieldException when it is so
  public void require(Experiment experiment) {
    var name = experiment.strategy().name();
    if (surroundings.strategies().find(name).isEmpty()) {
      throw new WrongFieldException(
          "strategy",
          "There is no such strategy; there are %s."
              .formatted(String.join(", ", all().stream().map(AssignmentStrategy::name).toList())));
    }
    var failure = failureOf(experiment);
    if (failure != null) {
      throw new WrongFieldException("options", failure.getMessage() + ".");
    }
    requireMemory(experiment);
  }

  /// Refuses an experiment whose strategy needs memory for units that no browser shows us, when
  /// only browsers remember.
  ///
  /// @throws WrongFieldException when it is so
  public void requireMemory(Experiment experiment) {
    boolean needsMemory =
        surroundings
            .strategies()
            .find(experiment.strategy().name())
            .filter(AssignmentStrategy::needsMemory)
            .isPresent();
    if (needsMemory && memory == MemoryKind.COOKIE && !isOfBrowsers(experiment.unit())) {
      throw new WrongFieldException(
          "strategy",
          "%s must remember what it deals, and cookies know visitors and users only: set"
                  .formatted(experiment.strategy().name())
              + " memory.kind=session, or use hash.");
    }
  }

  private static boolean isOfBrowsers(Unit unit) {
    return switch (unit) {
      case Unit.UserId(), Unit.AnonymousId(), Unit.Person() -> true;
      case Unit.DeviceId(), Unit.AccountId(), Unit.Attribute(_) -> false;
    };
  }

  /// Why the strategy does not make a dealer for it, or null.
  private @Nullable Throwable failureOf(Experiment experiment) {
    var failure = new AtomicReference<@Nullable Throwable>();
    var listener =
        new AssignmentListener() {
          @Override
          public void strategyFailed(ExperimentKey key, String strategy, Throwable cause) {
            failure.set(cause);
          }

          @Override
          public void pluginFailed(Throwable cause) {
            failure.set(cause);
          }
        };
    var tried =
        new Surroundings(
            surroundings.strategies(), surroundings.random(), surroundings.weights(), listener);
    var _ = Experiments.none(tried).with(List.of(experiment));
    return failure.get();
  }
}
