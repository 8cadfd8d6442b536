package dev.forktail.postgres.event;

import static dev.forktail.engine.event.Batches.batchOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.EventStore.Stored;
import dev.forktail.engine.event.StoreException;
import dev.forktail.postgres.CuttingProxy;
import dev.forktail.postgres.CuttingProxy.Cut;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.TestDatabase;
import dev.forktail.postgres.result.BatchResults;
import dev.forktail.postgres.result.PlanCache;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rule 1 where the answer to COMMIT is lost.
@ExtendWith(DatabaseExtension.class)
final class LostAnswerIT {
  private final TestDatabase database;
  private CuttingProxy proxy;
  private PostgresDatabase throughProxy;
  private PostgresEventStore store;
  private Claim claim;

  LostAnswerIT(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void connectThroughProxy() throws IOException {
    database.database();
    proxy = new CuttingProxy(database.serverPort());
    throughProxy =
        PostgresDatabase.open(database.configThroughPort(proxy.port()), TestDatabase.OPENED);
    store = new PostgresEventStore(throughProxy, "node-1");
    claim = store.claim(UUID.randomUUID(), 0);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    throughProxy.close();
    proxy.close();
  }

  @Test
  void rule1ACommitWhoseAnswerIsLostIsFoundInTheLedgerAndNotRepeated() {
    var batch = batchOf(claim, 0, "a", "b");
    proxy.cutNextCommit(Cut.BEFORE_THE_ANSWER);

    assertThatThrownBy(() -> store.store(claim, batch))
        .isInstanceOf(StoreException.OutcomeUnknown.class);
    var again =
        catchThrowableOfType(StoreException.OutOfStep.class, () -> store.store(claim, batch));

    assertThat(again.position()).isEqualTo(2);
    assertThat(store.position(claim)).isEqualTo(2);
    assertThat(database.storedMessageIds()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void rule1ACommitThatNeverArrivedIsUnknownTooAndStoredByTheNextTry() {
    var batch = batchOf(claim, 0, "a", "b");
    proxy.cutNextCommit(Cut.BEFORE_THE_SERVER);

    assertThatThrownBy(() -> store.store(claim, batch))
        .isInstanceOf(StoreException.OutcomeUnknown.class);
    var again = store.store(claim, batch);

    assertThat(again).isEqualTo(new Stored(2, 0, 0));
    assertThat(database.storedMessageIds()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void rule1ABatchWaitsForAnEarlierTryThatMayStillCommit() throws Exception {
    var batch = batchOf(claim, 0, "a", "b");
    try (var earlier = database.database().connectForLane("earlier")) {
      runWithoutCommit(earlier, batch);
      var later = CompletableFuture.supplyAsync(() -> store.store(claim, batch));
      assertThatThrownBy(() -> later.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(java.util.concurrent.TimeoutException.class);

      earlier.commit();

      assertThatThrownBy(later::join).hasCauseInstanceOf(StoreException.OutOfStep.class);
    }
    assertThat(database.storedMessageIds()).containsExactlyInAnyOrder("a", "b");
  }

  private void runWithoutCommit(Connection connection, dev.forktail.engine.event.EventBatch batch)
      throws SQLException {
    try (var ids = new MessageIds(database.database())) {
      var tools =
          new BatchTools(
              ids, new RollupNames(), new BinaryRows(), new BatchResults(new PlanCache()));
      BatchTransaction.of(claim, batch, new MessageHasher()).run(connection, tools, true);
    }
  }
}
