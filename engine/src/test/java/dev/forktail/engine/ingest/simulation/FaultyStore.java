package dev.forktail.engine.ingest.simulation;

import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.DeadLetter;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventBatch;
import dev.forktail.engine.event.EventStore;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.event.memory.InMemoryEventStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/// A store that fails as a database does, by seed: away, answers lost after or instead of a COMMIT,
/// events that it refuses. It remembers what was committed, which is what the oracle looks at.
final class FaultyStore implements EventStore {
  /// An event with this in its message id is never taken.
  static final String POISON = "poison";

  private final InMemoryEventStore store = new InMemoryEventStore();
  private final SplittableRandom random;
  private final Bug bug;
  private final Map<String, Integer> committed = new HashMap<>();
  private final Map<UUID, Claim> latestClaims = new HashMap<>();
  private double faultProbability;
  private long events;

  FaultyStore(SplittableRandom random, Bug bug) {
    this.random = random;
    this.bug = bug;
  }

  /// Fails with this probability at each call from now on; 0 heals it.
  void fail(double probability) {
    faultProbability = probability;
  }

  /// How often an arrival with this message id was committed, as an event, a duplicate or a dead
  /// letter.
  int committed(String messageId) {
    return committed.getOrDefault(messageId, 0);
  }

  Map<String, Integer> committed() {
    return Map.copyOf(committed);
  }

  /// What is stored.
  InMemoryEventStore content() {
    return store;
  }

  @Override
  public Claim claim(UUID journal, int laneIndex) {
    beAway();
    var claim = store.claim(journal, laneIndex);
    latestClaims.put(journal, claim);
    return claim;
  }

  @Override
  public Stored store(Claim claim, EventBatch batch) {
    beAway();
    if (batch.entries().stream().anyMatch(FaultyStore::isPoison)) {
      throw new StoreException.Refused("The store will not take it", new IllegalStateException());
    }
    if (fails()) {
      if (random.nextBoolean()) {
        commit(claim, batch);
      }
      throw new StoreException.OutcomeUnknown("The answer was lost", new IllegalStateException());
    }
    return commit(claim, batch);
  }

  private Stored commit(Claim claim, EventBatch batch) {
    var mine = bug == Bug.IGNORE_EPOCH ? latestClaims.getOrDefault(batch.journal(), claim) : claim;
    if (bug == Bug.IGNORE_EPOCH) {
      return commitWithoutLedger(mine, batch);
    }
    if (bug == Bug.LEDGER_IN_SECOND_TRANSACTION && fails()) {
      remember(batch);
      throw new StoreException.Unavailable("Away between two commits", new IllegalStateException());
    }
    var stored = store.store(mine, bug == Bug.DROP_EVENTS ? thinned(batch) : batch);
    remember(bug == Bug.DROP_EVENTS ? thinned(batch) : batch);
    if (bug == Bug.DOUBLE_A_BATCH && random.nextInt(10) == 0) {
      remember(batch);
    }
    return stored;
  }

  /// Moves the ledger to wherever the batch wants it, as a store that does not check the epoch
  /// would.
  private Stored commitWithoutLedger(Claim claim, EventBatch batch) {
    long position = store.position(claim);
    remember(batch);
    if (position > batch.after()) {
      return new Stored(batch.entries().size(), 0, 0);
    }
    var moved =
        new EventBatch(batch.journal(), position, batch.after(), batch.entries(), batch.damaged());
    return store.store(claim, moved);
  }

  private EventBatch thinned(EventBatch batch) {
    var kept = new ArrayList<EventBatch.Entry>();
    for (var entry : batch.entries()) {
      if (++events % 100 != 0) {
        kept.add(entry);
      }
    }
    return new EventBatch(batch.journal(), batch.first(), batch.after(), kept, batch.damaged());
  }

  private void remember(EventBatch batch) {
    for (var entry : batch.entries()) {
      committed.merge(messageId(entry), 1, Integer::sum);
    }
  }

  static String messageId(EventBatch.Entry entry) {
    return switch (entry.arrival()) {
      case Event event -> event.messageId();
      case DeadLetter letter -> letter.raw().text();
    };
  }

  private static boolean isPoison(EventBatch.Entry entry) {
    return entry.arrival() instanceof Event event && event.messageId().contains(POISON);
  }

  @Override
  public long position(Claim claim) {
    beAway();
    return store.position(claim);
  }

  @Override
  public void forget(Claim claim) {
    beAway();
    store.forget(claim);
  }

  private void beAway() {
    if (fails()) {
      throw new StoreException.Unavailable("The store is away", new IllegalStateException());
    }
  }

  private boolean fails() {
    return random.nextDouble() < faultProbability;
  }
}
