package dev.forktail.engine.result.bandit.memory;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.result.bandit.BanditShares;
import dev.forktail.engine.result.bandit.ShareBoard;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Shares in memory.
public final class InMemoryShareBoard implements ShareBoard {
  private final Map<Place, BanditShares> shares = new ConcurrentHashMap<>();

  private record Place(ProjectId project, ExperimentKey experiment) {}

  @Override
  public void put(BanditShares given) {
    shares.merge(
        new Place(given.project(), given.experiment()),
        given,
        (held, next) -> next.isBefore(held) ? held : next);
  }

  @Override
  public List<BanditShares> all() {
    return List.copyOf(shares.values());
  }
}
