package dev.forktail.engine.experiment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When an experiment ran, as its results count it: from a start to the decision, or to the next
/// restart. A pause does not end it.
///
/// @param number 1 for the first
/// @param ended null while it goes on
public record ExperimentRun(int number, Instant started, @Nullable Instant ended) {
  public ExperimentRun {
    if (number < 1) {
      throw new IllegalArgumentException("number must be at least 1: " + number);
    }
  }

  static ExperimentRun first(Instant started) {
    return new ExperimentRun(1, started, null);
  }

  boolean goesOn() {
    return ended == null;
  }

  /// The one that begins when this one, or its end, is over.
  ExperimentRun next(Instant started) {
    return new ExperimentRun(number + 1, started, null);
  }

  ExperimentRun end(Instant at) {
    return goesOn() ? new ExperimentRun(number, started, at) : this;
  }
}
