package dev.forktail.engine.result.decision.memory;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.result.decision.DecisionArchive;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Decisions in memory.
public final class InMemoryDecisionArchive implements DecisionArchive {
  private final Map<Place, String> documents = new ConcurrentHashMap<>();

  private record Place(ProjectId project, ExperimentKey key, long version) {}

  @Override
  public void keep(ProjectId project, ExperimentKey key, long version, String document) {
    documents.put(new Place(project, key, version), document);
  }

  @Override
  public Optional<String> find(ProjectId project, ExperimentKey key, long version) {
    return Optional.ofNullable(documents.get(new Place(project, key, version)));
  }
}
