package dev.forktail.assignment.hash;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The formulas by which units are hashed: our own, and those of other products, bit for bit, so
/// that a running experiment can move here without moving a unit. An experiment keeps the one it
/// began with; none of them ever changes.
public enum Hasher {
  FORKTAIL_V1("forktail-v1"),
  GROWTHBOOK_V1("growthbook-v1"),
  GROWTHBOOK_V2("growthbook-v2"),
  UNLEASH("unleash"),
  EPPO("eppo"),
  PLANOUT("planout"),
  OPTIMIZELY("optimizely"),
  STATSIG("statsig"),
  POSTHOG("posthog"),
  LAUNCHDARKLY("launchdarkly");

  private final String key;

  Hasher(String key) {
    this.key = key;
  }

  public static Optional<Hasher> find(String key) {
    return Arrays.stream(values()).filter(hasher -> hasher.key.equals(key)).findFirst();
  }

  /// What definitions call it.
  public String key() {
    return key;
  }

  /// The salts it takes. Each defaults to something made of the experiment's key.
  public List<String> salts() {
    return switch (this) {
      case FORKTAIL_V1, UNLEASH, EPPO, STATSIG -> List.of("traffic", "variant");
      case GROWTHBOOK_V1, GROWTHBOOK_V2 -> List.of("seed");
      case PLANOUT -> List.of("experiment", "traffic", "variant");
      case OPTIMIZELY -> List.of("experiment", "group");
      case POSTHOG -> List.of("flag");
      case LAUNCHDARKLY -> List.of("flag", "salt", "seed");
    };
  }

  /// Which formula divides exclusion groups. Only experiments that have the same can share a group.
  public Hasher groupFormula() {
    return switch (this) {
      case GROWTHBOOK_V1, GROWTHBOOK_V2 -> GROWTHBOOK_V1;
      case OPTIMIZELY -> OPTIMIZELY;
      case FORKTAIL_V1, UNLEASH, EPPO, PLANOUT, STATSIG, POSTHOG, LAUNCHDARKLY -> FORKTAIL_V1;
    };
  }

  public Bucketing bucketing(Shape shape) {
    return switch (this) {
      case FORKTAIL_V1 -> new ForktailBucketing(shape);
      case GROWTHBOOK_V1 -> new GrowthBookBucketing(shape, 1);
      case GROWTHBOOK_V2 -> new GrowthBookBucketing(shape, 2);
      case UNLEASH -> new UnleashBucketing(shape);
      case EPPO -> new EppoBucketing(shape);
      case PLANOUT -> new PlanOutBucketing(shape);
      case OPTIMIZELY -> new OptimizelyBucketing(shape);
      case STATSIG -> new StatsigBucketing(shape);
      case POSTHOG -> new PostHogBucketing(shape);
      case LAUNCHDARKLY -> new LaunchDarklyBucketing(shape);
    };
  }
}
