package dev.forktail.postgres.event;

import static dev.forktail.engine.event.Batches.batch;
import static dev.forktail.engine.event.Batches.batchOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.DeadLetter;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventStore.Stored;
import dev.forktail.engine.event.Events;
import dev.forktail.engine.event.Payload;
import dev.forktail.engine.event.RefusalReason;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.query.EventQueries.SourceAccount;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.PostgresConfig;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.TestDatabase;
import dev.forktail.postgres.query.PostgresEventQueries;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Rules 9 and 10: what becomes of events that cannot be stored, and of the rest.
@ExtendWith(DatabaseExtension.class)
final class OutcomesIT {
  private final TestDatabase database;
  private final PostgresEventStore store;
  private final Claim claim;

  OutcomesIT(TestDatabase database) {
    this.database = database;
    this.store = new PostgresEventStore(database.database(), "node-1");
    this.claim = store.claim(UUID.randomUUID(), 0);
  }

  @AfterEach
  void close() {
    store.close();
  }

  static Stream<Event> unstorable() {
    var good = Events.event("poison");
    return Stream.of(
        with(good, "NUL\0", good.payload()),
        with(good, "half a character \ud800", good.payload()),
        with(good, "long".repeat(200), good.payload()),
        with(good, good.name(), Payload.of(new byte[] {'{', (byte) 0xC3, '}'})),
        with(good, good.name(), Payload.of(new byte[] {'{', 0, '}'})));
  }

  private static Event with(Event event, String name, Payload payload) {
    return new Event(
        event.project(),
        event.source(),
        event.type(),
        event.messageId(),
        name,
        event.userId(),
        event.anonymousId(),
        event.sessionId(),
        event.occurred(),
        event.occurredClamped(),
        event.received(),
        payload);
  }

  @ParameterizedTest
  @MethodSource("unstorable")
  void rule9AnEventThatNoTableCanHoldIsRefusedAndItsNeighboursAreNot(Event poison) {
    var mixed = batch(claim, 0, List.of(Events.event("a"), poison, Events.event("b")));

    assertThatThrownBy(() -> store.store(claim, mixed)).isInstanceOf(StoreException.Refused.class);
    assertThat(database.storedMessageIds()).isEmpty();
    assertThat(store.position(claim)).isZero();
    assertThat(store.store(claim, mixed.splitAt(1).getFirst())).isEqualTo(new Stored(1, 0, 0));
  }

  @Test
  void rule9ALostServerIsUnavailableAndTheNextBatchIsStored() {
    store.store(claim, batchOf(claim, 0, "a"));
    database.execute(
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name LIKE 'forktail lane%' AND datname = current_database()
        """);

    assertThatThrownBy(() -> store.store(claim, batchOf(claim, 1, "b")))
        .isInstanceOf(StoreException.Unavailable.class);
    assertThat(store.store(claim, batchOf(claim, 1, "b"))).isEqualTo(new Stored(1, 0, 0));
  }

  @Test
  void rule9TroubleInsideTheServerIsUnavailable() {
    database.execute(
        "ALTER TABLE source_account ADD CONSTRAINT trouble CHECK (stored < 0) NOT VALID");
    database.execute("ALTER TABLE source_account DROP CONSTRAINT trouble");
    database.execute("ALTER TABLE rollup_day RENAME TO rollup_day_away");

    assertThatThrownBy(() -> store.store(claim, batchOf(claim, 0, "a")))
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessageContaining("42P01");

    database.execute("ALTER TABLE rollup_day_away RENAME TO rollup_day");
    assertThat(store.store(claim, batchOf(claim, 0, "a"))).isEqualTo(new Stored(1, 0, 0));
  }

  @Test
  void rule9AServerThatIsNotThereIsUnavailable() {
    var nowhere = PostgresConfig.standard("jdbc:postgresql://127.0.0.1:1/none", "nobody", "");

    assertThatThrownBy(() -> PostgresDatabase.open(nowhere, TestDatabase.OPENED))
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessageContaining("127.0.0.1:1");
  }

  @Test
  void rule10ADeadLetterIsKeptWhateverItsTextsAre() {
    var letter =
        new DeadLetter(
            Events.PROJECT,
            "shop\0",
            Events.NOON,
            RefusalReason.MALFORMED,
            "batch[3].\0",
            "half a character: \ud800",
            Payload.of(new byte[] {0, (byte) 0xFF}));

    assertThat(store.store(claim, batch(claim, 0, List.of(letter)))).isEqualTo(new Stored(0, 0, 1));
    assertThat(
            database.column(
                "SELECT concat_ws('|', source, reason, field, message, raw) FROM dead_letter"))
        .containsExactly("shop\ufffd|1|batch[3].\ufffd|half a character: \ufffd|\\x00ff");
  }

  @Test
  void rule10SentIsStoredAndDuplicatesAndDeadLettersPerSource() {
    var letter = Events.deadLetter("{oops");
    var other = store.claim(UUID.randomUUID(), 1);
    store.store(
        claim,
        batch(claim, 0, List.of(Events.event("a"), letter, Events.event("a"), Events.event("b"))));
    store.store(
        other, batch(other, 0, Arrays.asList(Events.event("b"), letter, Events.event("c"))));

    assertThat(new PostgresEventQueries(database.database()).accounts(Events.PROJECT))
        .containsExactly(new SourceAccount("shop", 3, 2, 2));
  }
}
