package dev.forktail.postgres.export;

import static dev.forktail.engine.event.Batches.batch;

import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.Events;
import dev.forktail.engine.export.SealedSlice;
import dev.forktail.postgres.TestDatabase;
import dev.forktail.postgres.event.PostgresEventStore;
import dev.forktail.postgres.slice.PostgresSliceCatalog;
import dev.forktail.postgres.slice.SealConfig;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

/// Stores events and seals slices for tests, a minute each.
public final class StoredSlices implements AutoCloseable {
  private final TestDatabase database;
  private final PostgresEventStore store;
  private final Claim claim;
  private long position;
  private int minutes;

  public StoredSlices(TestDatabase database) {
    this.database = database;
    this.store = new PostgresEventStore(database.database(), "node-1");
    this.claim = store.claim(UUID.randomUUID(), 0);
  }

  SealedSlice seal(int rows) {
    return seal(
        LongStream.range(position, position + rows).mapToObj(i -> Events.event("m-" + i)).toList());
  }

  SealedSlice seal(List<Event> events) {
    store(events);
    return seal();
  }

  /// Stores events with these message ids.
  public void store(String... messageIds) {
    store(List.of(messageIds).stream().map(Events::event).toList());
  }

  public void store(List<Event> events) {
    store.store(claim, batch(claim, position, events));
    position += events.size();
  }

  /// Seals what is stored.
  public SealedSlice seal() {
    var now = TestDatabase.OPENED.plusSeconds(60L * ++minutes);
    new PostgresSliceCatalog(database.database(), SealConfig.standard()).seal(now);
    return new PostgresSealedSlices(database.database()).unstaged(1_000).getLast();
  }

  @Override
  public void close() {
    store.close();
  }
}
