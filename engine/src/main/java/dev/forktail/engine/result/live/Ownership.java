package dev.forktail.engine.result.live;

import java.util.HashMap;
import java.util.Map;

/// Whose visitors are, from all that was ever said of them.
///
/// - **Threads.** For one at a time.
public final class Ownership {
  private final Map<UnitKey, UnitRecord> visitors = new HashMap<>();

  public void add(Observation.Named named) {
    visitors.computeIfAbsent(named.visitor(), UnitRecord::of).add(Naming.of(named));
  }

  /// Where what was observed of `key` counts: with its user, if somebody was named beside it.
  public Place placeOf(UnitKey key) {
    var visitor = visitors.get(key);
    return visitor == null
        ? Place.own(key)
        : new Place(visitor.owner().orElseThrow(), key, visitor.ownedSince());
  }
}
