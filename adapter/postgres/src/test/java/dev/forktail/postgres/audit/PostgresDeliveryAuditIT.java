package dev.forktail.postgres.audit;

import static dev.forktail.engine.event.Batches.batchOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.audit.DeliveryAudit.Delivery;
import dev.forktail.engine.audit.DeliveryAudit.SentId;
import dev.forktail.engine.audit.DeliveryAudit.SentLedger;
import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.Events;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.TestDatabase;
import dev.forktail.postgres.event.PostgresEventStore;
import dev.forktail.postgres.slice.PostgresSliceCatalog;
import dev.forktail.postgres.slice.SealConfig;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class PostgresDeliveryAuditIT {
  private final TestDatabase database;
  private final PostgresEventStore store;
  private final PostgresSliceCatalog slices;
  private final PostgresDeliveryAudit audit;
  private final Claim claim;

  PostgresDeliveryAuditIT(TestDatabase database) {
    this.database = database;
    this.store = new PostgresEventStore(database.database(), "node-1");
    this.slices = new PostgresSliceCatalog(database.database(), SealConfig.standard());
    this.audit = new PostgresDeliveryAudit(database.database());
    this.claim = store.claim(UUID.randomUUID(), 0);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Delivery compare(SentId... sent) {
    return audit.compare(
        new SentLedger(Events.PROJECT, "run-", 0, List.of(sent).iterator()), _ -> {});
  }

  private static SentId acknowledged(String messageId) {
    return new SentId(messageId, true);
  }

  @Test
  void whatIsAcknowledgedAndStoredOnceIsExact() {
    store.store(claim, batchOf(claim, 0, "run-1", "run-2", "else", "run-\"3\""));
    slices.seal(TestDatabase.OPENED.plusSeconds(60));
    store.store(claim, batchOf(claim, 4, "run-4"));

    var delivery =
        compare(
            Stream.of("run-1", "run-2", "run-\"3\"", "run-4")
                .map(PostgresDeliveryAuditIT::acknowledged)
                .toArray(SentId[]::new));

    assertThat(delivery).isEqualTo(new Delivery(4, 4, 4, 0, 0, 0, List.of()));
    assertThat(delivery.exact()).isTrue();
  }

  @Test
  void lostDoubledAndPhantomEventsAreCounted() {
    store.store(claim, batchOf(claim, 0, "run-1", "run-2", "run-9"));
    slices.seal(TestDatabase.OPENED.plusSeconds(60));
    long slice = TestDatabase.OPENED.getEpochSecond() / 60;
    database.execute(
        "INSERT INTO event_slice_%d SELECT * FROM event_slice_%d WHERE message_id = 'run-2'"
            .formatted(slice + 1, slice));

    var delivery =
        compare(
            acknowledged("run-1"),
            acknowledged("run-2"),
            acknowledged("run-3"),
            new SentId("run-4", false));

    assertThat(delivery).isEqualTo(new Delivery(4, 3, 2, 1, 1, 1, delivery.examples()));
    assertThat(delivery.examples())
        .containsExactlyInAnyOrder("lost run-3", "doubled run-2", "phantom run-9");
    assertThat(delivery.exact()).isFalse();
  }

  @Test
  void slicesFromBeforeTheRunAreNotLookedInto() {
    store.store(claim, batchOf(claim, 0, "run-1"));
    slices.seal(TestDatabase.OPENED.plusSeconds(60));

    var sent =
        new SentLedger(Events.PROJECT, "run-", audit.openSlice(), List.<SentId>of().iterator());

    assertThat(audit.compare(sent, _ -> {})).isEqualTo(new Delivery(0, 0, 0, 0, 0, 0, List.of()));
  }
}
