package dev.forktail.assignment;

import dev.forktail.assignment.hash.Bucketing;
import dev.forktail.assignment.hash.UnitId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The dealer of a strategy, whose failures are reported and end there.
final class SafeDealer {
  static final int FAILED = -2;

  private final Experiment experiment;
  private final @Nullable Dealer dealer;
  private final boolean needsMemory;
  private final AssignmentListener listener;

  private SafeDealer(
      Experiment experiment,
      @Nullable Dealer dealer,
      boolean needsMemory,
      AssignmentListener listener) {
    this.experiment = experiment;
    this.dealer = dealer;
    this.needsMemory = needsMemory;
    this.listener = listener;
  }

  static SafeDealer of(Experiment experiment, Bucketing bucketing, Surroundings surroundings) {
    var listener = surroundings.listener();
    var setup =
        new StrategySetup(experiment, bucketing, surroundings.random(), surroundings.weights());
    try {
      var strategy =
          surroundings
              .strategies()
              .find(experiment.strategy().name())
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "There is no strategy " + experiment.strategy().name()));
      return new SafeDealer(experiment, strategy.dealer(setup), strategy.needsMemory(), listener);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      listener.strategyFailed(experiment.key(), experiment.strategy().name(), e);
      return new SafeDealer(experiment, null, false, listener);
    }
  }

  boolean needsMemory() {
    return needsMemory;
  }

  /// The index of a variant, [Dealer#NONE], or [#FAILED], which has been reported unless it was
  /// when the dealer was made.
  int deal(UnitId unit, Subject subject, Instant now) {
    if (dealer == null) {
      return FAILED;
    }
    try {
      int index = dealer.deal(unit, subject, now);
      if (index < Dealer.NONE || index >= experiment.variants().size()) {
        throw new IllegalStateException(
            "There is no variant " + index + " of " + experiment.variants().size());
      }
      return index;
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      listener.strategyFailed(experiment.key(), experiment.strategy().name(), e);
      return FAILED;
    }
  }
}
