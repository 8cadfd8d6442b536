package dev.forktail.postgres.slice;

import static dev.forktail.engine.event.Batches.batchOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.Claim;
import dev.forktail.engine.export.PastSlice;
import dev.forktail.engine.export.SealedSlice;
import dev.forktail.engine.slice.SliceCatalog.Seal;
import dev.forktail.engine.slice.SliceCatalog.Slice;
import dev.forktail.engine.slice.SliceCatalog.State;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.TestDatabase;
import dev.forktail.postgres.event.PostgresEventStore;
import dev.forktail.postgres.export.PostgresSealedSlices;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class PostgresSliceCatalogIT {
  private static final Instant OPENED = TestDatabase.OPENED;
  private static final long FIRST = OPENED.getEpochSecond() / 60;

  private final TestDatabase database;
  private final PostgresEventStore store;
  private final PostgresSliceCatalog slices;
  private final Claim claim;
  private long position;

  PostgresSliceCatalogIT(TestDatabase database) {
    this.database = database;
    this.store = new PostgresEventStore(database.database(), "node-1");
    this.slices = new PostgresSliceCatalog(database.database(), SealConfig.standard());
    this.claim = store.claim(UUID.randomUUID(), 0);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void storeOne() {
    store.store(claim, batchOf(claim, position, "m-" + position));
    position++;
  }

  @Test
  void rule2AnEmptySliceIsNotSealed() {
    assertThat(slices.seal(OPENED.plusSeconds(600))).isEmpty();
    assertThat(slices.slices(10))
        .containsExactly(new Slice(FIRST, State.OPEN, 0, OPENED, Optional.empty()));
  }

  @Test
  void rule2ASliceIsSealedWhenItsMinuteIsOver() {
    storeOne();
    var sameMinute = OPENED.plusSeconds(49);
    var nextMinute = OPENED.plusSeconds(50);

    assertThat(slices.sealIfOver(sameMinute)).isEmpty();
    assertThat(slices.sealIfOver(nextMinute)).contains(new Seal(FIRST, 1, nextMinute));
    assertThat(slices.slices(10))
        .containsExactly(
            new Slice(FIRST + 1, State.OPEN, 0, nextMinute, Optional.empty()),
            new Slice(FIRST, State.SEALED, 1, OPENED, Optional.of(nextMinute)));
  }

  @Test
  void aLargeSliceIsSealedBeforeItsMinuteIsOver() {
    var small =
        new PostgresSliceCatalog(database.database(), SealConfig.standard().withSliceRows(2));
    storeOne();
    assertThat(small.sealIfOver(OPENED)).isEmpty();
    storeOne();

    assertThat(small.sealIfOver(OPENED)).contains(new Seal(FIRST, 2, OPENED));
    assertThat(small.slices(10).getFirst().id()).isEqualTo(FIRST + 1);
  }

  @Test
  void rule2AClockThatIsSetBackKeepsNoSliceOpen() {
    storeOne();
    slices.seal(OPENED.plus(Duration.ofDays(1)));
    storeOne();
    var corrected = OPENED.plusSeconds(120);

    assertThat(slices.sealIfOver(corrected)).contains(new Seal(FIRST + 1_440, 1, corrected));
    storeOne();
    assertThat(slices.sealIfOver(corrected.plusSeconds(60)))
        .contains(new Seal(FIRST + 1_441, 1, corrected.plusSeconds(60)));
  }

  @Test
  void rule2ASealRecordsWhereEveryJournalStood() {
    storeOne();
    storeOne();

    slices.seal(OPENED.plusSeconds(60));

    assertThat(database.column("SELECT journal || ' ' || next_sequence FROM slice_position"))
        .containsExactly(claim.journal() + " 2");
  }

  @Test
  void rule4SlicesAreTablesOfTheirOwnWithoutAutovacuumAndWithoutCompression() {
    storeOne();
    slices.seal(OPENED.plusSeconds(60));

    for (long slice : new long[] {FIRST, FIRST + 1}) {
      assertThat(
              database.column(
                  "SELECT array_to_string(reloptions, ',') FROM pg_class WHERE relname = 'event_slice_%d'"
                      .formatted(slice)))
          .first()
          .asString()
          .contains("autovacuum_enabled=false", "toast_tuple_target=8160");
      assertThat(
              database.column(
                  "SELECT attstorage FROM pg_attribute WHERE attname = 'payload' AND attrelid = 'event_slice_%d'::regclass"
                      .formatted(slice)))
          .containsExactly("e");
    }
    assertThat(
            database.number(
                "SELECT reltuples FROM pg_class WHERE relname = 'event_slice_%d'".formatted(FIRST)))
        .as("analyzed")
        .isOne();
  }

  @Test
  void rule4OnlyStagedSlicesFromBeforeAreDropped() {
    storeOne();
    slices.seal(OPENED.plusSeconds(60));
    storeOne();
    slices.seal(OPENED.plusSeconds(120));
    storeOne();
    var sealed = new PostgresSealedSlices(database.database());

    assertThat(sealed.drop(FIRST + 2, OPENED.plusSeconds(120))).isEmpty();
    database.execute("UPDATE slice SET staged_at = sealed_at WHERE state = 'sealed'");
    assertThat(sealed.drop(FIRST + 2, OPENED.plusSeconds(120))).containsExactly(FIRST);
    assertThat(sealed.drop(FIRST + 2, OPENED.plusSeconds(120))).isEmpty();
    assertThat(slices.slices(10))
        .extracting(Slice::state)
        .containsExactly(State.OPEN, State.SEALED, State.DROPPED);
    assertThat(sealed.past(OPENED, OPENED.plusSeconds(120)))
        .extracting(PastSlice::isKept)
        .containsExactly(false, true);
    assertThat(sealed.past(OPENED.plusSeconds(60), OPENED.plusSeconds(61)))
        .containsExactly(
            new PastSlice(
                new SealedSlice(FIRST + 1, 1, OPENED.plusSeconds(60), OPENED.plusSeconds(120)),
                true));
    assertThat(database.column("SELECT relname FROM pg_class WHERE relname ~ '^event_slice_[0-9]'"))
        .hasSize(2);
  }

  @Test
  void aSecondStartGoesOnWithTheSliceThatIsOpen() {
    storeOne();

    try (var second = PostgresDatabase.open(database.config(), OPENED.plusSeconds(6_000))) {
      assertThat(new PostgresSliceCatalog(second, SealConfig.standard()).slices(10))
          .containsExactly(new Slice(FIRST, State.OPEN, 1, OPENED, Optional.empty()));
    }
  }
}
