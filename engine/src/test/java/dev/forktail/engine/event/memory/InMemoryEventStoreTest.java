package dev.forktail.engine.event.memory;

import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventStore;
import dev.forktail.engine.event.EventStoreContract;
import java.util.List;

final class InMemoryEventStoreTest extends EventStoreContract {
  private final InMemoryEventStore store = new InMemoryEventStore();

  @Override
  protected EventStore emptyStore() {
    return store;
  }

  @Override
  protected List<String> storedMessageIds() {
    return store.events().stream().map(Event::messageId).toList();
  }

  @Override
  protected long damaged() {
    return store.damaged();
  }
}
