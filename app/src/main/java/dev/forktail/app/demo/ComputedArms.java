package dev.forktail.app.demo;

import dev.forktail.assignment.AssignmentListener;
import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.Experiments;
import dev.forktail.assignment.Strategies;
import dev.forktail.assignment.Subject;
import dev.forktail.assignment.Surroundings;
import dev.forktail.assignment.Visit;
import dev.forktail.assignment.WeightFeed;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Arms as a client computes them from the definitions that it has. The shop takes nobody for a
/// machine: who is one, the server finds out.
final class ComputedArms implements ShopArms {
  private static final ExperimentKey KEY = new ExperimentKey(ShopExperiment.KEY);

  private volatile Experiments experiments =
      Experiments.none(
          new Surroundings(
              Strategies.builtIn(), ThreadLocalRandom::current, WeightFeed.NONE, new Deaf()));

  /// Does not care what fails: then there is control.
  private static final class Deaf implements AssignmentListener {
    @Override
    public void strategyFailed(ExperimentKey experiment, String strategy, Throwable cause) {}

    @Override
    public void pluginFailed(Throwable cause) {}
  }

  /// Has these decide from now on.
  void use(Collection<Experiment> definitions) {
    experiments = experiments.with(definitions);
  }

  @Override
  public @Nullable Arm of(Visitor visitor, Instant at) {
    var subject = Subject.visitor(visitor.anonymousId().toString());
    var assignment = experiments.assign(KEY, subject, Visit.at(at));
    return assignment == null
        ? null
        : new Arm(assignment.variant().key().value(), assignment.counted());
  }
}
