package dev.forktail.app.fault;

import dev.forktail.app.fault.CrashPoint.Place;
import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.EventBatch;
import dev.forktail.engine.event.EventStore;
import java.util.UUID;

/// A store beside which the process dies.
record CrashingStore(EventStore store, CrashPoint crash) implements EventStore {
  @Override
  public Claim claim(UUID journal, int laneIndex) {
    return store.claim(journal, laneIndex);
  }

  @Override
  public Stored store(Claim claim, EventBatch batch) {
    crash.reached(Place.BEFORE_STORE);
    var stored = store.store(claim, batch);
    crash.reached(Place.BEFORE_RELEASE);
    return stored;
  }

  @Override
  public long position(Claim claim) {
    return store.position(claim);
  }

  @Override
  public void forget(Claim claim) {
    crash.reached(Place.BEFORE_FORGET);
    store.forget(claim);
  }
}
