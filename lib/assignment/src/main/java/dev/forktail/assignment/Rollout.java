package dev.forktail.assignment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How the winner of a decided experiment reaches everybody: at each step a larger share of the
/// units gets it, the last one all. Who has it keeps it. Without steps all have it at once.
public record Rollout(List<Step> steps) {
  public static final int STEPS_MAX = 100;
  public static final Rollout AT_ONCE = new Rollout(List.of());

  private static final int EVEN_STEPS = 10;
  private static final int FIRST_SHARE = BasisPoints.ALL / 20;

  /// From `at` on, `share` basis points of the units have the winner.
  public record Step(Instant at, int share) {
    public Step {
      BasisPoints.check("share", share);
    }
  }

  public Rollout {
    steps = List.copyOf(steps);
    if (steps.size() > STEPS_MAX) {
      throw new IllegalArgumentException("There are at most " + STEPS_MAX + " steps");
    }
    if (!steps.isEmpty() && steps.getLast().share() != BasisPoints.ALL) {
      throw new IllegalArgumentException(
          "The share of the last step must be " + BasisPoints.ALL + ": " + steps.getLast().share());
    }
    for (int i = 1; i < steps.size(); i++) {
      if (!steps.get(i - 1).at().isBefore(steps.get(i).at())
          || steps.get(i - 1).share() > steps.get(i).share()) {
        throw new IllegalArgumentException(
            "Steps must be in order of time and never go down: " + steps.get(i).at());
      }
    }
  }

  /// A twentieth at `start`, then a tenth more whenever a tenth of `time` has passed.
  public static Rollout evenly(Instant start, Duration time) {
    var steps = new ArrayList<Step>();
    steps.add(new Step(start, FIRST_SHARE));
    for (int i = 1; i <= EVEN_STEPS; i++) {
      var at = start.plus(time.multipliedBy(i).dividedBy(EVEN_STEPS));
      steps.add(new Step(at, BasisPoints.ALL / EVEN_STEPS * i));
    }
    return new Rollout(steps);
  }

  /// How many basis points have the winner at `now`.
  public int shareAt(Instant now) {
    int share = steps.isEmpty() ? BasisPoints.ALL : 0;
    for (var step : steps) {
      if (!now.isBefore(step.at())) {
        share = step.share();
      }
    }
    return share;
  }

  /// Whether all have the winner.
  public boolean isComplete(Instant now) {
    return shareAt(now) == BasisPoints.ALL;
  }
}
