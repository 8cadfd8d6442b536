package dev.forktail.postgres.event;

import static dev.forktail.engine.event.Batches.batchOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.EventStore.Stored;
import dev.forktail.engine.event.Events;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.TestDatabase;
import dev.forktail.postgres.slice.PostgresSliceCatalog;
import dev.forktail.postgres.slice.SealConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rule 6 across generations, lanes and processes.
@ExtendWith(DatabaseExtension.class)
final class DedupeIT {
  private static final SealConfig A_GENERATION_PER_SLICE =
      new SealConfig(
          120_000, Duration.ofHours(24), 1, Duration.ofSeconds(1), Duration.ofSeconds(10));

  private final TestDatabase database;
  private final PostgresEventStore store;
  private final PostgresSliceCatalog slices;
  private final Claim claim;
  private Instant now = TestDatabase.OPENED;

  DedupeIT(TestDatabase database) {
    this.database = database;
    this.store = new PostgresEventStore(database.database(), "node-1");
    this.slices = new PostgresSliceCatalog(database.database(), A_GENERATION_PER_SLICE);
    this.claim = store.claim(UUID.randomUUID(), 0);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void nextGeneration() {
    now = now.plusSeconds(60);
    assertThat(slices.seal(now)).isPresent();
  }

  @Test
  void rule6ARetryInTheNextGenerationIsStoredOnce() {
    store.store(claim, batchOf(claim, 0, "a", "b"));
    nextGeneration();

    var stored = store.store(claim, batchOf(claim, 2, "b", "c", "a"));

    assertThat(stored).isEqualTo(new Stored(1, 2, 0));
    assertThat(database.storedMessageIds()).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void rule6TheFilterOfThePreviousGenerationKnowsAllOfIt() throws InterruptedException {
    var ids = IntStream.range(0, 5_000).mapToObj(i -> "id-" + i).toArray(String[]::new);
    store.store(claim, batchOf(claim, 0, ids));
    nextGeneration();
    try (var previous = new PreviousIds(database.database())) {
      IdFilter filter = previous.filterOf(1);
      for (int wait = 0; filter == null && wait < 200_000; wait++) {
        Thread.sleep(Duration.ofMillis(1));
        filter = previous.filterOf(1);
      }

      var hasher = new MessageHasher();
      assertThat(ids)
          .extracting(id -> hasher.hash(Events.event(id)))
          .allMatch(Objects.requireNonNull(filter)::mightContain);
    }
  }

  @Test
  void rule6RetriesAreFoundWhetherTheFilterIsLoadedOrNot() throws InterruptedException {
    var ids = IntStream.range(0, 100).mapToObj(i -> "id-" + i).toArray(String[]::new);
    store.store(claim, batchOf(claim, 0, ids));
    nextGeneration();

    for (int i = 0; i < 150; i++) {
      Thread.sleep(Duration.ofMillis(2));
      var stored =
          store.store(claim, batchOf(claim, 100 + 3L * i, "id-" + i % 100, "new-" + i, "x"));
      assertThat(stored.events()).isEqualTo(i == 0 ? 2 : 1);
    }
    assertThat(database.storedMessageIds()).hasSize(251).doesNotHaveDuplicates();
  }

  @Test
  void rule6IdsAreForgottenWithTheGenerationBeforeThePreviousOne() {
    store.store(claim, batchOf(claim, 0, "a"));
    nextGeneration();
    store.store(claim, batchOf(claim, 1, "b"));
    nextGeneration();

    var stored = store.store(claim, batchOf(claim, 2, "a", "b"));

    assertThat(stored).isEqualTo(new Stored(1, 1, 0));
    assertThat(
            database.column("SELECT relname FROM pg_class WHERE relname ~ '^message_id_[0-9]+$'"))
        .containsExactlyInAnyOrder("message_id_2", "message_id_3");
  }

  @Test
  void rule6ARetryIsStoredOnceByAnotherProcessToo() {
    store.store(claim, batchOf(claim, 0, "a", "b"));
    try (var other = new PostgresEventStore(database.database(), "node-2")) {
      var theirs = other.claim(UUID.randomUUID(), 0);

      assertThat(other.store(theirs, batchOf(theirs, 0, "b", "c"))).isEqualTo(new Stored(1, 1, 0));
      assertThat(other.store(theirs, batchOf(theirs, 2, "d", "a"))).isEqualTo(new Stored(1, 1, 0));
    }
    assertThat(store.store(claim, batchOf(claim, 2, "c", "d", "e"))).isEqualTo(new Stored(1, 2, 0));
    assertThat(database.storedMessageIds()).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
  }

  @Test
  void rule6TheSameIdsOnManyLanesAtOnceAreStoredOnceEach() throws Exception {
    int lanes = 4;
    int batches = 15;
    int idCount = 300;
    try (var executor = Executors.newFixedThreadPool(lanes)) {
      var writers = new ArrayList<Callable<Stored>>();
      for (int lane = 0; lane < lanes; lane++) {
        int index = lane;
        writers.add(() -> storeShuffled(index, batches, idCount));
      }
      int events = 0;
      int duplicates = 0;
      for (var done : executor.invokeAll(writers)) {
        events += done.get().events();
        duplicates += done.get().duplicates();
      }

      assertThat(events).isEqualTo(idCount);
      assertThat(duplicates).isEqualTo(lanes * batches * 100 - idCount);
      assertThat(database.storedMessageIds()).hasSize(idCount).doesNotHaveDuplicates();
    }
  }

  /// Batches of 100 ids out of `idCount`; together the lanes send every id.
  private Stored storeShuffled(int lane, int batches, int idCount) {
    var random = new Random(lane);
    var mine = store.claim(UUID.randomUUID(), lane + 1);
    int events = 0;
    int duplicates = 0;
    for (int batch = 0; batch < batches; batch++) {
      var ids = new ArrayList<>(IntStream.range(0, idCount).mapToObj(i -> "id-" + i).toList());
      if (batch % 3 == 0) {
        Collections.rotate(ids, -100 * (lane + batch / 3));
      } else {
        Collections.shuffle(ids, random);
      }
      var stored =
          store.store(
              mine, batchOf(mine, batch * 100L, ids.subList(0, 100).toArray(String[]::new)));
      events += stored.events();
      duplicates += stored.duplicates();
    }
    return new Stored(events, duplicates, 0);
  }

  @Test
  void theHashInSqlIsTheHashHere() {
    store.store(claim, batchOf(claim, 0, "grüße", "b"));

    var bySql =
        database.column(
            """
            SELECT encode(substr(sha256(int4send(project) || convert_to(message_id, 'UTF8')), 1, 16),
              'hex')::uuid FROM event_slice_%d
            """
                .formatted(TestDatabase.OPENED.getEpochSecond() / 60));

    assertThat(bySql)
        .containsExactlyInAnyOrderElementsOf(database.column("SELECT hash FROM message_id_1"));
    assertThat(List.copyOf(bySql)).hasSize(2);
  }
}
