package dev.forktail.engine.experiment;

import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.State;

/// All that somebody has decided about an experiment or a feature flag.
///
/// @param name what people call it; the key where they have not said
/// @param description why it is run, what is expected
public record Definition(Experiment experiment, String name, String description) {
  public static final int NAME_LENGTH_MAX = 200;
  public static final int DESCRIPTION_LENGTH_MAX = 10_000;

  public Definition {
    requireLength("name", name, NAME_LENGTH_MAX);
    requireLength("description", description, DESCRIPTION_LENGTH_MAX);
  }

  private static void requireLength(String what, String text, int max) {
    if (text.length() > max) {
      throw new IllegalArgumentException(
          what + " must have at most " + max + " characters: " + text.length());
    }
  }

  public ExperimentKey key() {
    return experiment.key();
  }

  /// The same in another state.
  ///
  /// @throws IllegalStateException when the present state does not allow it
  public Definition become(State next) {
    return new Definition(experiment.become(next), name, description);
  }
}
