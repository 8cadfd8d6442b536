package dev.forktail.engine.live;

import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.EventBatch;
import dev.forktail.engine.event.EventStore;
import dev.forktail.engine.event.ProjectId;
import java.util.UUID;

/// A store that counts the new events of users that it has stored.
public final class MeteredStore implements EventStore {
  private final EventStore store;
  private final LiveMeters meters;

  public MeteredStore(EventStore store, LiveMeters meters) {
    this.store = store;
    this.meters = meters;
  }

  @Override
  public Claim claim(UUID journal, int laneIndex) {
    return store.claim(journal, laneIndex);
  }

  @Override
  public Stored store(Claim claim, EventBatch batch) {
    var stored = store.store(claim, batch);
    meters.stored().add(Math.max(0, stored.events() - own(batch)));
    return stored;
  }

  private static long own(EventBatch batch) {
    return batch.entries().stream()
        .filter(entry -> entry.arrival().project().equals(ProjectId.OWN))
        .count();
  }

  @Override
  public long position(Claim claim) {
    return store.position(claim);
  }

  @Override
  public void forget(Claim claim) {
    store.forget(claim);
  }
}
