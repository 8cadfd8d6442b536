package dev.forktail.engine.experiment;

import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.ExperimentDraft;
import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.State;
import dev.forktail.engine.metric.MetricKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// All that somebody has decided about an experiment or a feature flag.
///
/// @param name what people call it; the key where they have not said
/// @param description why it is run, what is expected
/// @param metrics what it is to change; the first one decides
/// @param guardrails what it must not harm
public record Definition(
    Experiment experiment,
    String name,
    String description,
    List<MetricKey> metrics,
    List<MetricKey> guardrails) {
  public static final int NAME_LENGTH_MAX = 200;
  public static final int DESCRIPTION_LENGTH_MAX = 10_000;

  /// How many metrics an experiment may name, guardrails among them.
  public static final int METRICS_MAX = 50;

  /// One that names no metrics.
  public Definition(Experiment experiment, String name, String description) {
    this(experiment, name, description, List.of(), List.of());
  }

  public Definition {
    metrics = List.copyOf(metrics);
    guardrails = List.copyOf(guardrails);
    requireOnce(metrics, guardrails);
    requireLength("name", name, NAME_LENGTH_MAX);
    requireLength("description", description, DESCRIPTION_LENGTH_MAX);
  }

  private static void requireOnce(List<MetricKey> metrics, List<MetricKey> guardrails) {
    var all = Stream.concat(metrics.stream(), guardrails.stream()).toList();
    if (all.size() > METRICS_MAX) {
      throw new IllegalArgumentException(
          "At most " + METRICS_MAX + " metrics and guardrails: " + all.size());
    }
    if (Set.copyOf(all).size() < all.size()) {
      throw new IllegalArgumentException("A metric must be named once: " + all);
    }
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
    return in(experiment.become(next));
  }

  private Definition in(Experiment other) {
    return new Definition(other, name, description, metrics, guardrails);
  }

  /// The same in the state of `other`, whatever its own allows.
  Definition inStateOf(Experiment other) {
    return in(new ExperimentDraft(experiment).state(other.state()).make());
  }
}
