package dev.forktail.engine.experiment;

import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.State;
import dev.forktail.assignment.VariantKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What cannot be changed any more once an experiment has begun, since units would move to another
/// arm. What a variant carries, whom it is meant for and how much traffic takes part can be; less
/// traffic is refused, since who is out again has seen its arm.
final class FixedFields {
  static final String REASON =
      "This is fixed once an experiment has begun: units would change their arm. Archive it and"
          + " make a new one.";

  private FixedFields() {}

  /// The first field that is fixed and differs.
  static Optional<String> findFault(Experiment before, Experiment next) {
    if (before.state() instanceof State.Draft) {
      return Optional.empty();
    }
    var differs = new LinkedHashMap<String, Boolean>();
    differs.put("unit", !before.unit().equals(next.unit()));
    differs.put("hasher", !before.hashing().equals(next.hashing()));
    differs.put("strategy", !before.strategy().equals(next.strategy()));
    differs.put("variants", !weights(before).equals(weights(next)));
    differs.put("exclusion", !java.util.Objects.equals(before.exclusion(), next.exclusion()));
    differs.put("traffic", next.traffic() < before.traffic());
    return differs.entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /// In their order, by which the arms are laid out.
  private static List<Map.Entry<VariantKey, Integer>> weights(Experiment experiment) {
    return experiment.variants().stream()
        .map(variant -> Map.entry(variant.key(), variant.weight()))
        .toList();
  }
}
