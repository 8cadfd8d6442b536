package dev.forktail.engine.experiment.memory;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.audit.AuditLine;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.Definition;
import dev.forktail.engine.experiment.Definitions;
import dev.forktail.engine.experiment.EditOutcome;
import dev.forktail.engine.experiment.ExperimentCatalog;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.metric.memory.InMemoryMetricCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Experiments in memory.
public final class InMemoryExperimentCatalog implements ExperimentCatalog {
  private final Map<ProjectId, SortedMap<ExperimentKey, List<AuditLine<Definition>>>> audits =
      new HashMap<>();
  private final Map<ProjectId, SortedMap<ExperimentKey, StoredExperiment>> projects =
      new HashMap<>();
  private final InMemoryMetricCatalog metrics;
  private long version = 1;

  /// Experiments that are measured by no metric.
  public InMemoryExperimentCatalog() {
    this(new InMemoryMetricCatalog());
  }

  /// Experiments that are measured by `metrics`.
  public InMemoryExperimentCatalog(InMemoryMetricCatalog metrics) {
    this.metrics = metrics;
  }

  @Override
  public synchronized List<StoredExperiment> list(ProjectId project) {
    return List.copyOf(projects.getOrDefault(project, new TreeMap<>()).values());
  }

  @Override
  public synchronized EditOutcome edit(ProjectId project, Edit edit) {
    var outcome = edit.on(list(project));
    if (outcome instanceof EditOutcome.Store(var stored, var change)) {
      projects.computeIfAbsent(project, _ -> new TreeMap<>()).put(stored.key(), stored);
      audits
          .computeIfAbsent(project, _ -> new TreeMap<>())
          .computeIfAbsent(stored.key(), _ -> new ArrayList<>())
          .addFirst(new AuditLine<>(stored.version(), change, stored.definition()));
      version++;
    }
    return outcome;
  }

  @Override
  public synchronized List<AuditLine<Definition>> audit(ProjectId project, ExperimentKey key) {
    return List.copyOf(audits.getOrDefault(project, new TreeMap<>()).getOrDefault(key, List.of()));
  }

  @Override
  public synchronized long version() {
    return version + metrics.version();
  }

  @Override
  public synchronized Definitions definitions() {
    long seen = version(); // before the metrics, of which there may be newer ones meanwhile
    return new Definitions(
        seen,
        projects.values().stream().flatMap(all -> all.values().stream()).toList(),
        metrics.all());
  }
}
