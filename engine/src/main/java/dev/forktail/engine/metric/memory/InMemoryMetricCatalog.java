package dev.forktail.engine.metric.memory;

import dev.forktail.engine.audit.AuditLine;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.MetricCatalog;
import dev.forktail.engine.metric.MetricKey;
import dev.forktail.engine.metric.MetricOutcome;
import dev.forktail.engine.metric.StoredMetric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Metrics in memory.
public final class InMemoryMetricCatalog implements MetricCatalog {
  private final Map<ProjectId, SortedMap<MetricKey, List<AuditLine<Metric>>>> audits =
      new HashMap<>();
  private final Map<ProjectId, SortedMap<MetricKey, StoredMetric>> projects = new HashMap<>();
  private long version = 1;

  @Override
  public synchronized List<StoredMetric> list(ProjectId project) {
    return List.copyOf(projects.getOrDefault(project, new TreeMap<>()).values());
  }

  @Override
  public synchronized MetricOutcome edit(ProjectId project, Edit edit) {
    var outcome = edit.on(list(project));
    if (outcome instanceof MetricOutcome.Store(var stored, var change)) {
      projects.computeIfAbsent(project, _ -> new TreeMap<>()).put(stored.key(), stored);
      audits
          .computeIfAbsent(project, _ -> new TreeMap<>())
          .computeIfAbsent(stored.key(), _ -> new ArrayList<>())
          .addFirst(new AuditLine<>(stored.version(), change, stored.metric()));
      version++;
    }
    return outcome;
  }

  @Override
  public synchronized List<AuditLine<Metric>> audit(ProjectId project, MetricKey key) {
    return List.copyOf(audits.getOrDefault(project, new TreeMap<>()).getOrDefault(key, List.of()));
  }

  @Override
  public synchronized long version() {
    return version;
  }

  /// Those of all projects, by project and key.
  public synchronized List<StoredMetric> all() {
    return projects.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> entry.getKey().value()))
        .flatMap(entry -> entry.getValue().values().stream())
        .toList();
  }
}
