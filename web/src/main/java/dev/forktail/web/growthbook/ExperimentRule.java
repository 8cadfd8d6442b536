package dev.forktail.web.growthbook;

import dev.forktail.assignment.ExclusionSlot;
import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.Unit;
import dev.forktail.assignment.Variant;
import dev.forktail.assignment.hash.GrowthBookRanges;
import dev.forktail.assignment.hash.Hasher;
import dev.forktail.engine.experiment.Definition;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The rule by which GrowthBook's clients deal the variants of a running experiment. It has the
/// ranges themselves, so that no client computes them from weights in another way.
final class ExperimentRule {
  private static final double POINTS = 10_000;

  private ExperimentRule() {}

  static Map<String, Object> of(Definition definition, Instant now) {
    var experiment = definition.experiment();
    var key = experiment.key().value();
    var rule = GrowthBookCondition.rule(experiment.targeting());
    rule.put("key", key);
    rule.put("name", definition.name());
    rule.put("variations", experiment.variants().stream().map(Feature::value).toList());
    rule.put("meta", experiment.variants().stream().map(ExperimentRule::meta).toList());
    rule.put("hashAttribute", attribute(experiment.unit()));
    rule.put("hashVersion", experiment.hashing().hasher() == Hasher.GROWTHBOOK_V1 ? 1 : 2);
    rule.put("seed", experiment.hashing().salts().getOrDefault("seed", key));
    rule.put("ranges", ranges(experiment, now));
    var exclusion = experiment.exclusion();
    if (exclusion != null) {
      rule.put("filters", List.of(filter(experiment, exclusion)));
    }
    return rule;
  }

  private static Map<String, Object> meta(Variant variant) {
    return Map.of("key", variant.key().value());
  }

  private static List<List<Double>> ranges(Experiment experiment, Instant now) {
    int traffic = experiment.schedule().trafficAt(now, experiment.traffic());
    var weights = experiment.variants().stream().map(Variant::weight).toList();
    return GrowthBookRanges.of(weights, traffic).ranges().stream()
        .map(range -> List.of(range.from(), range.to()))
        .toList();
  }

  /// What was a namespace in its older clients.
  private static Map<String, Object> filter(Experiment experiment, ExclusionSlot exclusion) {
    var filter = new LinkedHashMap<String, Object>();
    filter.put("seed", "__" + exclusion.group());
    filter.put("attribute", attribute(experiment.unit()));
    filter.put("hashVersion", 1);
    filter.put(
        "ranges",
        exclusion.ranges().stream()
            .map(range -> List.of(range.from() / POINTS, range.to() / POINTS))
            .toList());
    return filter;
  }

  /// The client's attribute that names the unit.
  static String attribute(Unit unit) {
    return switch (unit) {
      case Unit.UserId(), Unit.Person() -> "userId";
      case Unit.AnonymousId() -> "anonymousId";
      case Unit.DeviceId() -> "deviceId";
      case Unit.AccountId() -> "accountId";
      case Unit.Attribute(var name) -> name;
    };
  }
}
