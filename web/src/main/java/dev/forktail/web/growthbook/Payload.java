package dev.forktail.web.growthbook;

import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.Rollout;
import dev.forktail.assignment.State;
import dev.forktail.engine.experiment.LiveExperiments.ProjectExperiments;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.project.KeyHash;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/// What a GrowthBook client gets: the experiments of a project as its features, as they are during
/// some time.
///
/// @param experiments of which it was made
/// @param from when it was made
/// @param until when a schedule changes it
/// @param leftOut why an experiment is not in it, by its key
record Payload(
    ProjectExperiments experiments,
    Instant from,
    Instant until,
    String json,
    String etag,
    Map<String, String> leftOut) {
  private static final int ETAG_HEX = 32;
  private static final int NANOS = 1_000_000;

  static Payload of(ProjectExperiments experiments, Instant now) {
    var features = new LinkedHashMap<String, Object>();
    var leftOut = new LinkedHashMap<String, String>();
    experiments.stored().values().stream()
        .filter(Payload::isServed)
        .sorted(Comparator.comparing(stored -> stored.key().value()))
        .forEach(
            stored -> {
              switch (Feature.of(stored.definition(), now)) {
                case Feature.Rules(var tree) -> features.put(stored.key().value(), tree);
                case Feature.LeftOut(var reason) -> leftOut.put(stored.key().value(), reason);
              }
            });
    var tree = new LinkedHashMap<String, Object>();
    tree.put("status", 200);
    tree.put("features", features);
    var hash = KeyHash.of(JsonTree.text(tree)).hex().substring(0, ETAG_HEX);
    tree.put("dateUpdated", updated(experiments, hash).toString());
    return new Payload(
        experiments,
        now,
        until(experiments, now),
        JsonTree.text(tree),
        "\"" + hash + "\"",
        leftOut);
  }

  private static boolean isServed(StoredExperiment stored) {
    return switch (stored.experiment().state()) {
      case State.Draft(), State.Archived() -> false;
      case State.Running(), State.Paused(), State.Decided _ -> true;
    };
  }

  /// When the newest change was made. The clients take it for a version and do not use what has the
  /// date of what they have; so its last digits are made of the content, which schedules change
  /// too.
  private static Instant updated(ProjectExperiments experiments, String hash) {
    var changed =
        experiments.stored().values().stream()
            .map(StoredExperiment::changed)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    return changed
        .truncatedTo(ChronoUnit.MILLIS)
        .plusNanos(Long.parseLong(hash.substring(0, 8), 16) % NANOS);
  }

  private static Instant until(ProjectExperiments experiments, Instant now) {
    return experiments.stored().values().stream()
        .flatMap(stored -> changes(stored.experiment()))
        .filter(now::isBefore)
        .min(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }

  private static Stream<Instant> changes(Experiment experiment) {
    var scheduled = experiment.schedule().changes().stream();
    return experiment.state() instanceof State.Decided(_, var rollout)
        ? Stream.concat(scheduled, rollout.steps().stream().map(Rollout.Step::at))
        : scheduled;
  }

  /// Whether it is what a client is to get at `now`.
  @SuppressWarnings("ReferenceEquality") // A change makes a new object; comparing all takes long.
  boolean isOf(ProjectExperiments current, Instant now) {
    return experiments == current && !now.isBefore(from) && now.isBefore(until);
  }
}
