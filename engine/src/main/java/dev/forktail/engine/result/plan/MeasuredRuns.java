package dev.forktail.engine.result.plan;

import dev.forktail.assignment.State;
import dev.forktail.engine.experiment.Definitions;
import dev.forktail.engine.experiment.Exposures;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.MetricKey;
import dev.forktail.engine.metric.StoredMetric;
import dev.forktail.engine.result.Run;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The runs that are to be measured: of each experiment that has begun and is not archived the
/// latest, if it has two arms or more.
public final class MeasuredRuns {
  private MeasuredRuns() {}

  public static List<Run> of(Definitions definitions) {
    var metrics = new HashMap<Name, Metric>();
    for (var stored : definitions.metrics()) {
      metrics.put(Name.of(stored), stored.metric());
    }
    return definitions.experiments().stream()
        .filter(MeasuredRuns::isMeasured)
        .map(stored -> run(stored, metrics))
        .toList();
  }

  private static boolean isMeasured(StoredExperiment stored) {
    return !stored.runs().isEmpty()
        && stored.experiment().variants().size() > 1
        && !(stored.experiment().state() instanceof State.Archived);
  }

  private static Run run(StoredExperiment stored, Map<Name, Metric> metrics) {
    var experiment = stored.experiment();
    var latest = stored.runs().getLast();
    return new Run(
        stored.project(),
        stored.key(),
        latest.number(),
        Exposures.word(experiment.unit()),
        experiment.strategy().name(),
        experiment.variants().stream()
            .map(variant -> new Run.Arm(variant.key().value(), variant.weight()))
            .toList(),
        latest.started(),
        latest.ended(),
        named(stored, stored.definition().metrics(), metrics),
        named(stored, stored.definition().guardrails(), metrics));
  }

  private static List<Metric> named(
      StoredExperiment stored, List<MetricKey> keys, Map<Name, Metric> metrics) {
    return keys.stream()
        .map(key -> metrics.get(new Name(stored.project().value(), key)))
        .filter(Objects::nonNull)
        .toList();
  }

  private record Name(int project, MetricKey key) {
    static Name of(StoredMetric stored) {
      return new Name(stored.project().value(), stored.metric().key());
    }
  }
}
