package dev.forktail.postgres.event;

import static dev.forktail.engine.event.Batches.batchOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.event.Batches;
import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.EventBatch;
import dev.forktail.engine.event.Events;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.slice.SliceCatalog.Seal;
import dev.forktail.engine.slice.SliceCatalog.Slice;
import dev.forktail.engine.slice.SliceCatalog.State;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.StoreTables;
import dev.forktail.postgres.TestDatabase;
import dev.forktail.postgres.result.BatchResults;
import dev.forktail.postgres.result.PlanCache;
import dev.forktail.postgres.slice.PostgresSliceCatalog;
import dev.forktail.postgres.slice.SealConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rules 2 and 3: writers, seals, and what stands between them.
@ExtendWith(DatabaseExtension.class)
final class BarrierIT {
  private static final Instant LATER = TestDatabase.OPENED.plusSeconds(60);
  private static final SealConfig IMPATIENT =
      new SealConfig(
          120_000, Duration.ofHours(24), 1_000_000, Duration.ofMillis(200), Duration.ofMillis(500));

  private final TestDatabase database;
  private final PostgresEventStore store;
  private final PostgresSliceCatalog slices;
  private final Claim claim;

  BarrierIT(TestDatabase database) {
    this.database = database;
    this.store = new PostgresEventStore(database.database(), "node-1");
    this.slices = new PostgresSliceCatalog(database.database(), IMPATIENT);
    this.claim = store.claim(UUID.randomUUID(), 0);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void rule2ASealWaitsForABatchInItsTransactionAndCountsIt() throws SQLException {
    store.store(claim, batchOf(claim, 0, "a"));
    try (var writer = database.database().connectForLane("writer")) {
      runWithoutCommit(writer, batchOf(claim, 1, "b", "c"));
      assertThatThrownBy(() -> slices.seal(LATER)).isInstanceOf(StoreException.Unavailable.class);

      writer.commit();
    }

    assertThat(slices.seal(LATER)).contains(new Seal(minuteOf(TestDatabase.OPENED), 3, LATER));
  }

  @Test
  void rule2BatchesAfterASealLandInTheNextSlice() {
    store.store(claim, batchOf(claim, 0, "a"));
    slices.seal(LATER);

    store.store(claim, batchOf(claim, 1, "b"));

    assertThat(idsIn(minuteOf(TestDatabase.OPENED))).containsExactly("a");
    assertThat(idsIn(minuteOf(LATER))).containsExactly("b");
  }

  @Test
  void rule2ABatchThatHadToWaitForASealLandsInTheNextSlice() throws Exception {
    store.store(claim, batchOf(claim, 0, "a"));
    CompletableFuture<Integer> waiting;
    try (var sealer = database.connect()) {
      sealer.setAutoCommit(false);
      execute(sealer, "SELECT pg_advisory_xact_lock(" + StoreTables.BARRIER + ")");
      waiting =
          CompletableFuture.supplyAsync(() -> store.store(claim, batchOf(claim, 1, "b")).events());
      assertThatThrownBy(() -> waiting.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      openByHand(sealer, 77);
      sealer.commit();
    }

    assertThat(waiting.join()).isOne();
    assertThat(idsIn(77)).containsExactly("b");
  }

  @Test
  void rule2AWriterThatStallsInsideTheBarrierIsEndedAndStoresNothing() throws Exception {
    store.store(claim, batchOf(claim, 0, "a"));
    try (var stalled = database.database().connectForLane("stalled")) {
      runWithoutCommit(stalled, batchOf(claim, 1, "b"));

      sealUntilItWorks();

      assertThatThrownBy(stalled::commit).isInstanceOf(SQLException.class);
    }
    assertThat(idsIn(minuteOf(TestDatabase.OPENED))).containsExactly("a");
    assertThat(store.store(claim, batchOf(claim, 1, "b")).events()).isOne();
  }

  private void sealUntilItWorks() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < end) {
      try {
        assertThat(slices.seal(LATER)).isPresent();
        return;
      } catch (StoreException.Unavailable e) {
        assertThat(e.reason()).contains("55P03");
      }
    }
    throw new AssertionError("The stalled writer was not ended");
  }

  @Test
  void rule3TheRowsOfEverySealAreTheRowsOfItsTableWhileWritersGoOn() throws Exception {
    int batches = 40;
    try (var executor = Executors.newFixedThreadPool(3)) {
      var writers =
          List.<Callable<List<Seal>>>of(
              () -> write(1, batches), () -> write(2, batches), () -> sealOften(30));
      for (var done : executor.invokeAll(writers)) {
        done.get();
      }
    }

    slices.seal(LATER.plusSeconds(3_600));
    long rows = 0;
    for (Slice slice : slices.slices(1_000)) {
      if (slice.state() == State.SEALED) {
        assertThat(slice.rows()).isEqualTo(rowsIn(slice.id()));
      }
      rows += slice.rows();
    }
    assertThat(rows).isEqualTo(2L * batches * 50);
  }

  private List<Seal> write(int lane, int batches) {
    var mine = store.claim(UUID.randomUUID(), lane);
    for (int i = 0; i < batches; i++) {
      int batch = i;
      var events =
          IntStream.range(0, 50)
              .mapToObj(event -> Events.event(lane + "-" + batch + "-" + event))
              .toList();
      store.store(mine, Batches.batch(mine, batch * 50L, events));
    }
    return List.of();
  }

  private List<Seal> sealOften(int times) {
    var seals = new ArrayList<Seal>();
    for (int i = 0; i < times; i++) {
      try {
        slices.seal(LATER.plusSeconds(i)).ifPresent(seals::add);
      } catch (StoreException.Unavailable e) {
        assertThat(e.reason()).contains("55P03");
      }
    }
    return seals;
  }

  private void runWithoutCommit(Connection connection, EventBatch batch) throws SQLException {
    try (var ids = new MessageIds(database.database())) {
      var tools =
          new BatchTools(
              ids, new RollupNames(), new BinaryRows(), new BatchResults(new PlanCache()));
      BatchTransaction.of(claim, batch, new MessageHasher()).run(connection, tools, true);
    }
  }

  private static void openByHand(Connection connection, long slice) throws SQLException {
    StoreTables.createSpareSlice(connection);
    StoreTables.useSpareSlice(connection, slice);
    execute(
        connection,
        "INSERT INTO slice (id, generation, state, opened_at) VALUES ("
            + slice
            + ", 1, 'open', now())");
    execute(connection, "UPDATE store_state SET slice = " + slice);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long minuteOf(Instant instant) {
    return instant.getEpochSecond() / 60;
  }

  private List<String> idsIn(long slice) {
    return database.column("SELECT message_id FROM event_slice_" + slice);
  }

  private long rowsIn(long slice) {
    return database.number("SELECT count(*) FROM event_slice_" + slice);
  }
}
