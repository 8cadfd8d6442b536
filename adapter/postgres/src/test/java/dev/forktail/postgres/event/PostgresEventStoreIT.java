package dev.forktail.postgres.event;

import dev.forktail.engine.event.EventStore;
import dev.forktail.engine.event.EventStoreContract;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class PostgresEventStoreIT extends EventStoreContract {
  private final TestDatabase database;
  private final PostgresEventStore store;

  PostgresEventStoreIT(TestDatabase database) {
    this.database = database;
    this.store = new PostgresEventStore(database.database(), "node-1");
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  protected EventStore emptyStore() {
    return store;
  }

  @Override
  protected List<String> storedMessageIds() {
    return database.storedMessageIds();
  }

  @Override
  protected long damaged() {
    return database.number(
        "SELECT (SELECT coalesce(sum(damaged), 0) FROM ledger)"
            + " + (SELECT coalesce(sum(damaged), 0) FROM lane)");
  }
}
