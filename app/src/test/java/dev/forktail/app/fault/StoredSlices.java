package dev.forktail.app.fault;

import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventBatch;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.Payload;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.event.PostgresEventStore;
import dev.forktail.postgres.slice.PostgresSliceCatalog;
import dev.forktail.postgres.slice.SealConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;

/// Stores events and seals slices without a server.
final class StoredSlices implements AutoCloseable {
  private static final ProjectId PROJECT = new ProjectId(1);
  private static final Duration LATE = Duration.ofHours(26);
  private static final int LATE_EVERY = 5;

  private final PostgresDatabase database;
  private final PostgresEventStore store;
  private final Claim claim;
  private long stored;

  StoredSlices(PostgresDatabase database) {
    this.database = database;
    this.store = new PostgresEventStore(database, "stored-slices");
    this.claim = store.claim(UUID.randomUUID(), 0);
  }

  /// Stores as many events, each fifth of them late, and seals the slice they are in.
  void seal(int events) {
    var now = Instant.now();
    var entries = new ArrayList<EventBatch.Entry>();
    for (long sequence = stored; sequence < stored + events; sequence++) {
      entries.add(new EventBatch.Entry(sequence, event(sequence, now)));
    }
    store.store(claim, new EventBatch(claim.journal(), stored, stored + events, entries, 0));
    stored += events;
    var _ = new PostgresSliceCatalog(database, SealConfig.standard()).seal(now);
  }

  private static Event event(long sequence, Instant now) {
    var occurred = sequence % LATE_EVERY == 0 ? now.minus(LATE) : now;
    return new Event(
        PROJECT,
        "shop",
        EventType.TRACK,
        "m-" + sequence,
        "Product Viewed",
        "user-" + sequence % 7,
        null,
        null,
        occurred,
        false,
        now,
        Payload.ofText("{\"event\":\"Product Viewed\",\"userId\":\"user\"}"));
  }

  /// How many events have been stored.
  long events() {
    return stored;
  }

  @Override
  public void close() {
    store.close();
  }
}
