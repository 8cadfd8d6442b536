package dev.forktail.postgres.audit;

import static dev.forktail.engine.event.Batches.batch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.audit.StoreAudit.Difference;
import dev.forktail.engine.event.Arrival;
import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.Events;
import dev.forktail.engine.event.StoreException;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.TestDatabase;
import dev.forktail.postgres.event.PostgresEventStore;
import dev.forktail.postgres.export.PostgresSealedSlices;
import dev.forktail.postgres.slice.PostgresSliceCatalog;
import dev.forktail.postgres.slice.SealConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(DatabaseExtension.class)
final class PostgresStoreAuditIT {
  private static final SealConfig SMALL_GENERATIONS =
      new SealConfig(
          120_000, Duration.ofHours(24), 150, Duration.ofSeconds(1), Duration.ofSeconds(10));
  private static final SealConfig LARGER_GENERATIONS =
      new SealConfig(
          120_000, Duration.ofHours(24), 20_000, Duration.ofSeconds(1), Duration.ofSeconds(10));

  private final TestDatabase database;
  private final PostgresEventStore store;
  private final PostgresSliceCatalog slices;
  private final PostgresStoreAudit audit;
  private Instant now = TestDatabase.OPENED;

  PostgresStoreAuditIT(TestDatabase database) {
    this.database = database;
    this.store = new PostgresEventStore(database.database(), "node-1");
    this.slices = new PostgresSliceCatalog(database.database(), SMALL_GENERATIONS);
    this.audit = new PostgresStoreAudit(database.database());
  }

  @AfterEach
  void close() {
    store.close();
  }

  /// Four slices of 100 events in two generations, three sealed.
  @BeforeEach
  void storeSomething() {
    var claim = store.claim(UUID.randomUUID(), 0);
    for (int slice = 0; slice < 4; slice++) {
      int first = slice * 100;
      var events = IntStream.range(first, first + 100).mapToObj(this::event).toList();
      var arrivals = new ArrayList<Arrival>(events);
      arrivals.add(Events.deadLetter("{oops"));
      arrivals.add(event(0));
      store.store(claim, batch(claim, slice * 102L, arrivals));
      if (slice < 3) {
        now = now.plusSeconds(60);
        slices.seal(now);
      }
    }
  }

  private Event event(int number) {
    return Events.event(
        "m-" + number, "name-" + number % 7, Events.NOON.plusSeconds(number * 1_000L));
  }

  private List<Difference> recount() {
    return audit.recount(_ -> {});
  }

  @Test
  void rule8CountersEqualARecount() {
    assertThat(recount()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE rollup_minute SET events = events + 1 WHERE name = 'name-3'",
        "DELETE FROM rollup_hour WHERE name = 'name-3'",
        "UPDATE rollup_day SET name = 'name-9' WHERE name = 'name-3'",
        "UPDATE source_account SET stored = stored - 1",
        "UPDATE source_account SET dead_letters = 0",
        "DELETE FROM dead_letter",
        "UPDATE slice SET rows = rows + 1 WHERE state = 'sealed'",
        "UPDATE slice_rows SET rows = rows + 1",
        "DELETE FROM rollup_name WHERE name = 'name-3'"
      })
  void aSumThatIsChangedByHandIsFound(String change) {
    database.execute(change);

    assertThat(recount()).isNotEmpty();
  }

  @Test
  void aLostEventIsFound() {
    database.execute("DELETE FROM event_slice_" + openSlice() + " WHERE message_id = 'm-301'");

    assertThat(recount())
        .extracting(Difference::what)
        .anyMatch(what -> what.startsWith("rollup_minute project=1 bucket=2026-11-25T23:36Z"))
        .anyMatch(what -> what.startsWith("message_id_2 rows"));
  }

  @Test
  void aDoubledEventIsFound() {
    var slice = "event_slice_" + openSlice();
    database.execute("INSERT INTO %s SELECT * FROM %s LIMIT 1".formatted(slice, slice));

    assertThat(recount())
        .anySatisfy(
            difference -> {
              assertThat(difference.what()).startsWith("events with the message hash");
              assertThat(difference.recounted()).isEqualTo(2);
            });
  }

  @Test
  void anEventWithoutItsIdIsFound() {
    database.execute(
        """
        DELETE FROM message_id_2 WHERE hash =
          encode(substr(sha256(int4send(1) || convert_to('m-301', 'UTF8')), 1, 16), 'hex')::uuid
        """);

    assertThat(recount())
        .extracting(Difference::what)
        .anyMatch(what -> what.startsWith("message_id_2 hash="));
  }

  @Test
  void afterADropOnlyWhatIsTooSmallIsWrongAndThatIsSaid() {
    database.execute("UPDATE slice SET staged_at = sealed_at WHERE state = 'sealed'");
    new PostgresSealedSlices(database.database()).drop(Long.MAX_VALUE, now);
    var said = new ArrayList<String>();

    assertThat(audit.recount(said::add)).isEmpty();
    assertThat(said).anyMatch(line -> line.startsWith("2 slices were dropped"));
    database.execute("UPDATE rollup_day SET events = events - 1 WHERE bucket > '2026-11-25'");
    assertThat(recount()).isNotEmpty();
  }

  @Test
  void rule8CountersEqualARecountWhileEventsArriveAndSlicesAreSealed() throws Exception {
    var stop = new AtomicBoolean();
    try (var executor = Executors.newFixedThreadPool(3)) {
      var first = executor.submit(() -> storeUntil(stop, 1));
      var second = executor.submit(() -> storeUntil(stop, 2));
      var sealing = executor.submit(() -> sealUntil(stop));
      var recounts = new ArrayList<List<Difference>>();
      for (int i = 0; i < 5; i++) {
        recounts.add(recount());
      }
      stop.set(true);
      assertThat(recounts).allSatisfy(differences -> assertThat(differences).isEmpty());
      assertThat(first.get()).isPositive();
      assertThat(second.get()).isPositive();
      sealing.get();
    }
    assertThat(recount()).isEmpty();
  }

  private long storeUntil(AtomicBoolean stop, int lane) {
    var claim = store.claim(UUID.randomUUID(), lane);
    long position = 0;
    while (!stop.get() && position < 100_000) {
      int first = (int) position;
      var events =
          IntStream.range(first, first + 100)
              .mapToObj(n -> Events.event("lane-" + (n % 3 == 0 ? 0 : lane) + "-" + n))
              .toList();
      position = store(claim, position, events);
    }
    return position;
  }

  private long store(Claim claim, long position, List<Event> events) {
    store.store(claim, batch(claim, position, events));
    return position + events.size();
  }

  private int sealUntil(AtomicBoolean stop) {
    var slices = new PostgresSliceCatalog(database.database(), LARGER_GENERATIONS);
    int seals = 0;
    var clock = now;
    for (int i = 0; i < 500 && !stop.get(); i++) {
      clock = clock.plusSeconds(60);
      try {
        seals += slices.seal(clock).isPresent() ? 1 : 0;
      } catch (StoreException.Unavailable e) {
        assertThat(e.reason()).contains("55P03");
      }
    }
    return seals;
  }

  private long openSlice() {
    return database.number("SELECT slice FROM store_state");
  }
}
