package dev.forktail.engine.event;

import static dev.forktail.engine.event.Batches.batch;
import static dev.forktail.engine.event.Batches.batchOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.forktail.engine.event.EventStore.Stored;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every event store does.
public abstract class EventStoreContract {
  private EventStore store;
  private Claim claim;

  /// A store with nothing in it.
  protected abstract EventStore emptyStore();

  /// The message ids of what is stored, each as often as it is stored, in any order.
  protected abstract List<String> storedMessageIds();

  /// How many arrivals the store counts as damaged.
  protected abstract long damaged();

  @BeforeEach
  void claimAJournal() {
    store = emptyStore();
    claim = store.claim(UUID.randomUUID(), 0);
  }

  @Test
  void aNewJournalStandsAtZero() {
    assertThat(claim.position()).isZero();
    assertThat(store.position(claim)).isZero();
  }

  @Test
  void aBatchIsStoredAndTheLedgerMovesToItsEnd() {
    var stored = store.store(claim, batchOf(claim, 0, "a", "b"));

    assertThat(stored).isEqualTo(new Stored(2, 0, 0));
    assertThat(storedMessageIds()).containsExactlyInAnyOrder("a", "b");
    assertThat(store.position(claim)).isEqualTo(2);
  }

  @Test
  void anEmptyBatchMovesTheLedgerOnly() {
    var stored = store.store(claim, new EventBatch(claim.journal(), 0, 17, List.of(), 0));

    assertThat(stored).isEqualTo(new Stored(0, 0, 0));
    assertThat(store.position(claim)).isEqualTo(17);
  }

  @Test
  void rule1TheSameBatchAgainIsOutOfStepAndAddsNothing() {
    var batch = batchOf(claim, 0, "a", "b");
    store.store(claim, batch);

    var failure =
        catchThrowableOfType(StoreException.OutOfStep.class, () -> store.store(claim, batch));

    assertThat(failure.position()).isEqualTo(2);
    assertThat(storedMessageIds()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void rule1AnotherCutOfTheSameJournalGoesOnBehindWhatIsStored() {
    store.store(claim, batchOf(claim, 0, "a", "b"));
    var wider = batchOf(claim, 0, "a", "b", "c", "d");

    var failure =
        catchThrowableOfType(StoreException.OutOfStep.class, () -> store.store(claim, wider));
    var stored = store.store(claim, wider.from(failure.position()));

    assertThat(stored).isEqualTo(new Stored(2, 0, 0));
    assertThat(storedMessageIds()).containsExactlyInAnyOrder("a", "b", "c", "d");
  }

  @Test
  void rule1AnOwnerThatComesBackAfterItsJournalWasClaimedStoresNothing() {
    store.store(claim, batchOf(claim, 0, "a"));
    var newer = store.claim(claim.journal(), 1);

    assertThat(newer.epoch()).isGreaterThan(claim.epoch());
    assertThat(newer.position()).isEqualTo(1);
    assertThatThrownBy(() -> store.store(claim, batchOf(claim, 1, "b")))
        .isInstanceOf(StoreException.Fenced.class);
    assertThatThrownBy(() -> store.position(claim)).isInstanceOf(StoreException.Fenced.class);
    assertThat(storedMessageIds()).containsExactly("a");
    assertThat(store.store(newer, batchOf(newer, 1, "b"))).isEqualTo(new Stored(1, 0, 0));
  }

  @Test
  void rule1NothingIsStoredUnderAForgottenJournal() {
    store.forget(claim);

    assertThatThrownBy(() -> store.store(claim, batchOf(claim, 0, "a")))
        .isInstanceOf(StoreException.Fenced.class);
    assertThat(storedMessageIds()).isEmpty();
  }

  @Test
  void rule1AnOldOwnerCannotForgetTheJournalOfANewOne() {
    var newer = store.claim(claim.journal(), 0);

    store.forget(claim);

    assertThat(store.position(newer)).isZero();
  }

  @Test
  void rule6ARetryWithinABatchIsStoredOnce() {
    var stored = store.store(claim, batchOf(claim, 0, "a", "b", "a"));

    assertThat(stored).isEqualTo(new Stored(2, 1, 0));
    assertThat(storedMessageIds()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void rule6ARetryInALaterBatchIsStoredOnce() {
    store.store(claim, batchOf(claim, 0, "a", "b"));

    var stored = store.store(claim, batchOf(claim, 2, "b", "c"));

    assertThat(stored).isEqualTo(new Stored(1, 1, 0));
    assertThat(storedMessageIds()).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void rule6ARetryOnAnotherLaneIsStoredOnce() {
    var other = store.claim(UUID.randomUUID(), 1);
    store.store(claim, batchOf(claim, 0, "a", "b"));

    assertThat(store.store(other, batchOf(other, 0, "b", "c"))).isEqualTo(new Stored(1, 1, 0));
    assertThat(storedMessageIds()).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void rule6TheSameMessageIdInAnotherProjectIsAnotherEvent() {
    var here = Events.event("a");
    var there =
        new Event(
            new ProjectId(2),
            here.source(),
            here.type(),
            "a",
            here.name(),
            here.userId(),
            null,
            null,
            here.occurred(),
            false,
            here.received(),
            here.payload());

    assertThat(store.store(claim, batch(claim, 0, List.of(here, there))))
        .isEqualTo(new Stored(2, 0, 0));
  }

  @Test
  void rule10DeadLettersAreKeptAndCounted() {
    var letter = Events.deadLetter("{oops");

    var stored = store.store(claim, batch(claim, 0, List.of(letter, Events.event("a"), letter)));

    assertThat(stored).isEqualTo(new Stored(1, 0, 2));
    assertThat(store.position(claim)).isEqualTo(3);
  }

  @Test
  void rule10WhatCouldNotBeReadBackIsCountedAlsoWhenItsJournalIsForgotten() {
    store.store(claim, new EventBatch(claim.journal(), 0, 5, List.of(), 2));
    var other = store.claim(UUID.randomUUID(), 0);
    store.store(other, new EventBatch(other.journal(), 0, 5, List.of(), 3));

    store.forget(other);

    assertThat(damaged()).isEqualTo(5);
  }

  @Test
  void aClaimIsForItsOwnJournalOnly() {
    var other = store.claim(UUID.randomUUID(), 1);

    assertThatThrownBy(() -> store.store(claim, batchOf(other, 0, "a")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
