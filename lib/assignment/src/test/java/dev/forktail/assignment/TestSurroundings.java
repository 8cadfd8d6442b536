package dev.forktail.assignment;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Surroundings with seeded chance that write down what they are told.
public final class TestSurroundings implements AssignmentListener {
  public final List<Throwable> failures = new ArrayList<>();
  private final RandomGenerator random;

  public TestSurroundings(long seed) {
    random = new SplittableRandom(seed);
  }

  public static Experiments experiments(Experiment... experiments) {
    return new TestSurroundings(1).with(Strategies.builtIn(), experiments);
  }

  public Experiments with(Strategies strategies, Experiment... experiments) {
    return with(strategies, WeightFeed.NONE, experiments);
  }

  public Experiments with(Strategies strategies, WeightFeed weights, Experiment... experiments) {
    return Experiments.none(new Surroundings(strategies, () -> random, weights, this))
        .with(List.of(experiments));
  }

  @Override
  public void strategyFailed(ExperimentKey experiment, String strategy, Throwable cause) {
    failures.add(cause);
  }

  @Override
  public void pluginFailed(Throwable cause) {
    failures.add(cause);
  }
}
