package dev.forktail.engine.experiment.memory;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.experiment.ArmStore;
import dev.forktail.engine.experiment.UnitHash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Sessions in memory, which can be told to be away.
public final class InMemoryArmStore implements ArmStore {
  private final Duration life;
  private final InstantSource clock;
  private final Map<Owner, Session> sessions = new HashMap<>();
  private boolean away;

  public InMemoryArmStore(Duration life, InstantSource clock) {
    this.life = life;
    this.clock = clock;
  }

  private record Owner(ProjectId project, UnitHash unit) {}

  private record Session(Map<Long, Integer> arms, Instant expires) {}

  /// From now on it is away, or not any more.
  public synchronized void setAway(boolean isAway) {
    away = isAway;
  }

  @Override
  public synchronized Map<UnitHash, Map<Long, Integer>> find(
      ProjectId project, Set<UnitHash> units) {
    requireThere();
    var found = new HashMap<UnitHash, Map<Long, Integer>>();
    for (var unit : units) {
      var arms = arms(new Owner(project, unit));
      if (!arms.isEmpty()) {
        put(new Owner(project, unit), arms);
        found.put(unit, arms);
      }
    }
    return found;
  }

  @Override
  public synchronized Map<Long, Integer> remember(
      ProjectId project, UnitHash unit, Map<Long, Integer> arms) {
    requireThere();
    var owner = new Owner(project, unit);
    var all = new HashMap<>(arms);
    all.putAll(arms(owner));
    put(owner, Map.copyOf(all));
    return Map.copyOf(all);
  }

  private Map<Long, Integer> arms(Owner owner) {
    var session = sessions.get(owner);
    return session == null || !session.expires().isAfter(clock.instant())
        ? Map.of()
        : session.arms();
  }

  private void put(Owner owner, Map<Long, Integer> arms) {
    sessions.put(owner, new Session(arms, clock.instant().plus(life)));
  }

  private void requireThere() {
    if (away) {
      throw new StoreException.Unavailable("The sessions are away");
    }
  }
}
