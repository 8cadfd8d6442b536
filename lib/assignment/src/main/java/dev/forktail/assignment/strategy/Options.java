package dev.forktail.assignment.strategy;

import dev.forktail.assignment.StrategySetup;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The options an experiment has chosen for its strategy.
record Options(String strategy, Map<String, String> values) {
  static Options of(StrategySetup setup) {
    var choice = setup.experiment().strategy();
    return new Options(choice.name(), choice.options());
  }

  /// Refuses options with other names than `known`.
  void checkKnown(String... known) {
    var names = List.of(known);
    for (var name : values.keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "Strategy " + strategy + " has no option " + name + ", but " + Arrays.toString(known));
      }
    }
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  String required(String name) {
    var value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("Strategy " + strategy + " needs the option " + name);
    }
    return value;
  }

  IllegalArgumentException refused(String name, String why) {
    return new IllegalArgumentException(
        "Option " + name + " of the strategy " + strategy + ": " + why);
  }
}
