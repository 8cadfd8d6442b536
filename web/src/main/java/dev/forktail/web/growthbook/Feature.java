package dev.forktail.web.growthbook;

import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.State;
import dev.forktail.assignment.StrategyChoice;
import dev.forktail.assignment.Unit;
import dev.forktail.assignment.Variant;
import dev.forktail.assignment.VariantKey;
import dev.forktail.assignment.form.JsonText;
import dev.forktail.assignment.hash.Hasher;
import dev.forktail.engine.experiment.Definition;
import dev.forktail.engine.experiment.json.DefinitionJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// An experiment as a feature of GrowthBook's, or why it can be none: its clients must give every
/// unit the arm that we would. What needs no formula (paused, decided, not begun) they can give
/// whatever the hasher.
sealed interface Feature {
  /// What a client decides by.
  ///
  /// @param tree its JSON
  record Rules(Map<String, Object> tree) implements Feature {}

  /// Why it decides nothing.
  record LeftOut(String reason) implements Feature {}

  /// An experiment as it is at `now`; neither a draft nor archived. Clients cannot compute whom a
  /// rollout has reached: they get the winner when it has reached everybody.
  static Feature of(Definition definition, Instant now) {
    var experiment = definition.experiment();
    return switch (experiment.state()) {
      case State.Decided(var winner, var rollout) when rollout.isComplete(now) ->
          decided(experiment, winner);
      case State.Decided _ when experiment.schedule().covers(now) -> running(definition, now);
      case State.Running() when experiment.schedule().covers(now) -> running(definition, now);
      case State.Running(), State.Paused(), State.Draft(), State.Archived(), State.Decided _ ->
          rules(experiment, Stream.of());
    };
  }

  private static Feature decided(Experiment experiment, VariantKey winner) {
    var obstacle =
        holdout(experiment).or(() -> GrowthBookCondition.obstacle(experiment.targeting()));
    if (obstacle.isPresent()) {
      return new LeftOut(obstacle.get());
    }
    var rule = GrowthBookCondition.rule(experiment.targeting());
    rule.put("force", value(experiment, winner));
    return rules(experiment, Stream.of(rule));
  }

  private static Feature running(Definition definition, Instant now) {
    var experiment = definition.experiment();
    var obstacle =
        Stream.of(
                formula(experiment),
                holdout(experiment),
                GrowthBookCondition.obstacle(experiment.targeting()))
            .flatMap(Optional::stream)
            .findFirst();
    return obstacle.isPresent()
        ? new LeftOut(obstacle.get())
        : rules(experiment, Stream.of(ExperimentRule.of(definition, now)));
  }

  private static Optional<String> formula(Experiment experiment) {
    if (!experiment.strategy().name().equals(StrategyChoice.HASH.name())) {
      return Optional.of("its strategy is " + experiment.strategy().name());
    }
    var hasher = experiment.hashing().hasher();
    if (hasher != Hasher.GROWTHBOOK_V1 && hasher != Hasher.GROWTHBOOK_V2) {
      return Optional.of("its hasher is " + hasher.key());
    }
    if (experiment.unit() instanceof Unit.Person) {
      return Optional.of("its unit is person, whose first arm must be remembered");
    }
    return "".equals(experiment.hashing().salts().get("seed"))
        ? Optional.of("its seed is empty")
        : Optional.empty();
  }

  private static Optional<String> holdout(Experiment experiment) {
    return experiment.holdouts().stream().anyMatch(each -> each.share() > 0)
        ? Optional.of("it has a holdout")
        : Optional.empty();
  }

  private static Feature rules(Experiment experiment, Stream<Map<String, Object>> rules) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("defaultValue", value(experiment.control()));
    var all = Stream.concat(forced(experiment).stream(), rules).toList();
    if (!all.isEmpty()) {
      tree.put("rules", all);
    }
    return new Rules(tree);
  }

  /// The ids that get a variant whatever the rest says: that of the unit first.
  private static List<Map<String, Object>> forced(Experiment experiment) {
    var attributes =
        Stream.of(
                ExperimentRule.attribute(experiment.unit()),
                "userId",
                "anonymousId",
                "deviceId",
                "accountId")
            .distinct();
    return attributes
        .flatMap(
            attribute ->
                experiment.variants().stream()
                    .map(variant -> forced(experiment, attribute, variant))
                    .flatMap(Optional::stream))
        .toList();
  }

  private static Optional<Map<String, Object>> forced(
      Experiment experiment, String attribute, Variant variant) {
    var ids =
        experiment.forced().entrySet().stream()
            .filter(entry -> entry.getValue().equals(variant.key()))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (ids.isEmpty()) {
      return Optional.empty();
    }
    var rule = new LinkedHashMap<String, Object>();
    rule.put("condition", Map.of(attribute, Map.of("$in", ids)));
    rule.put("force", value(variant));
    return Optional.of(rule);
  }

  private static JsonText value(Experiment experiment, VariantKey key) {
    return experiment.variants().stream()
        .filter(variant -> variant.key().equals(key))
        .map(Feature::value)
        .findFirst()
        .orElseThrow();
  }

  /// The value of a flag; of an experiment without values the key of the variant.
  static JsonText value(Variant variant) {
    var value = variant.value();
    return new JsonText(
        value == null
            ? dev.forktail.web.http.JsonText.quote(variant.key().value())
            : DefinitionJson.text(value));
  }
}
