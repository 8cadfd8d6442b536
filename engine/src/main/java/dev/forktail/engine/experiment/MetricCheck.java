package dev.forktail.engine.experiment;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.json.WrongFieldException;
import dev.forktail.engine.metric.MetricCatalog;
import dev.forktail.engine.metric.MetricKey;
import dev.forktail.engine.metric.StoredMetric;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Whether the metrics are there by which an experiment is to be measured.
public final class MetricCheck {
  private static final int SHOWN_MAX = 20;

  private final MetricCatalog metrics;

  public MetricCheck(MetricCatalog metrics) {
    this.metrics = metrics;
  }

  /// Refuses an experiment that names a metric that is not there, or that names an archived one and
  /// has not done so before.
  ///
  /// @throws WrongFieldException when it is so
  public void require(ProjectId project, Definition wanted, Optional<StoredExperiment> before) {
    if (wanted.metrics().isEmpty() && wanted.guardrails().isEmpty()) {
      return;
    }
    var known =
        metrics.list(project).stream()
            .collect(Collectors.toMap(StoredMetric::key, Function.identity()));
    require("metrics", wanted.metrics(), known, before);
    require("guardrails", wanted.guardrails(), known, before);
  }

  private static void require(
      String field,
      List<MetricKey> keys,
      Map<MetricKey, StoredMetric> known,
      Optional<StoredExperiment> before) {
    for (int i = 0; i < keys.size(); i++) {
      var key = keys.get(i);
      var metric = known.get(key);
      if (metric == null) {
        throw new WrongFieldException(
            field + "[" + i + "]", "There is no metric " + key + "; " + listed(known) + ".");
      }
      if (metric.archived() && before.filter(one -> names(one.definition(), key)).isEmpty()) {
        throw new WrongFieldException(
            field + "[" + i + "]",
            "The metric " + key + " is archived; PUT /api/metrics/" + key + " brings it back.");
      }
    }
  }

  private static boolean names(Definition definition, MetricKey key) {
    return definition.metrics().contains(key) || definition.guardrails().contains(key);
  }

  private static String listed(Map<MetricKey, StoredMetric> known) {
    var usable =
        known.values().stream()
            .filter(metric -> !metric.archived())
            .map(metric -> metric.key().value())
            .sorted()
            .toList();
    return usable.isEmpty()
        ? "there are none yet, POST /api/metrics makes one"
        : "there are "
            + String.join(", ", usable.subList(0, Math.min(SHOWN_MAX, usable.size())))
            + (usable.size() > SHOWN_MAX ? ", …" : "");
  }
}
