package dev.forktail.assignment;

import java.time.Instant;

/// A line of an experiment's audit: who took it from one state to another, when and why. One that
/// exists was allowed.
public record StateChange(
    ExperimentKey experiment, State from, State to, Instant at, String by, String why) {
  public StateChange {
    if (!from.mayBecome(to)) {
      throw new IllegalStateException(
          "Experiment " + experiment + " cannot go from " + from.word() + " to " + to.word());
    }
    if (by.isBlank()) {
      throw new IllegalArgumentException("by must not be blank");
    }
  }
}
