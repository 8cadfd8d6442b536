package dev.forktail.assignment;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// All assignments that an experiment can give, made ahead.
final class Answers {
  private final Map<Reason, Assignment[]> byReason = new EnumMap<>(Reason.class);
  private final Assignment winner;

  Answers(Experiment experiment, boolean remembers) {
    for (var reason : Reason.values()) {
      byReason.put(reason, all(experiment, reason, remembers && reason.counted()));
    }
    winner =
        experiment.state() instanceof State.Decided(var key, _)
            ? of(Reason.DECIDED, experiment.indexOf(key))
            : control(Reason.NOT_RUNNING);
  }

  private static Assignment[] all(Experiment experiment, Reason reason, boolean remember) {
    return experiment.variants().stream()
        .map(
            variant ->
                new Assignment(experiment.key(), variant, experiment.unit(), reason, remember))
        .toArray(Assignment[]::new);
  }

  Assignment of(Reason reason, int index) {
    return Objects.requireNonNull(byReason.get(reason))[index];
  }

  Assignment control(Reason reason) {
    return of(reason, 0);
  }

  /// The winner of a decided experiment; of another one, control.
  Assignment winner() {
    return winner;
  }
}
