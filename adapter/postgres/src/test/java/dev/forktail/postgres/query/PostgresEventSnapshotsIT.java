package dev.forktail.postgres.query;

import static dev.forktail.postgres.BinaryCopy.text;
import static dev.forktail.postgres.BinaryCopy.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.Events;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.LakeFiles;
import dev.forktail.engine.export.SealedSlice;
import dev.forktail.engine.export.StagedFile;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.query.EventSnapshots;
import dev.forktail.engine.query.EventSnapshots.EventSnapshot;
import dev.forktail.postgres.BinaryCopy;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.TestDatabase;
import dev.forktail.postgres.export.PostgresLakeCatalog;
import dev.forktail.postgres.export.PostgresSealedSlices;
import dev.forktail.postgres.export.PostgresStagedFiles;
import dev.forktail.postgres.export.StoredSlices;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class PostgresEventSnapshotsIT {
  private static final TableName EVENTS = TableName.EVENTS;
  private static final int SNAPSHOTS_MAX = 8;

  private final TestDatabase database;
  private final StoredSlices stored;
  private final PostgresStagedFiles staged;
  private final PostgresSealedSlices slices;
  private final EventSnapshots snapshots;
  private final long epoch;

  PostgresEventSnapshotsIT(TestDatabase database) {
    this.database = database;
    this.stored = new StoredSlices(database);
    this.staged = new PostgresStagedFiles(database.database());
    this.slices = new PostgresSealedSlices(database.database());
    this.snapshots = new PostgresEventSnapshots(database.database());
    this.epoch = staged.takeOver();
  }

  @AfterEach
  void close() {
    stored.close();
  }

  private StagedFile stage(SealedSlice slice) {
    var file = new StagedFile(slice.slice(), LakeFiles.file(EVENTS, "f", slice.rows()), false);
    assertThat(staged.add(epoch, slice, List.of(file))).isTrue();
    return file;
  }

  private static List<String> open(EventSnapshot snapshot) {
    return texts(snapshot.openRows(Events.PROJECT, List.of(EventColumns.MESSAGE_ID)));
  }

  @Test
  void aSnapshotStaysAsItWasWhateverHappens() {
    stored.store("a", "b");
    try (var before = snapshots.open()) {
      stored.store("c");
      var file = stage(stored.seal());
      stored.store("d");
      new PostgresLakeCatalog(database.database()).swap(epoch, EVENTS, null, "file:///1.json");

      assertThat(before.version(EVENTS)).isEmpty();
      assertThat(before.staged(EVENTS, 0)).isEmpty();
      assertThat(open(before)).containsExactlyInAnyOrder("a", "b");
      try (var after = snapshots.open()) {
        assertThat(after.version(EVENTS)).contains("file:///1.json");
        assertThat(after.version(TableName.ROLLUP_DAY)).isEmpty();
        assertThat(after.staged(EVENTS, 0)).containsExactly(file);
        assertThat(after.staged(EVENTS, file.slice() + 1)).isEmpty();
        assertThat(after.staged(TableName.ROLLUP_HOUR, 0)).isEmpty();
        assertThat(open(after)).containsExactly("d");
      }
    }
  }

  @Test
  void sealedSlicesThatAreNotStagedAreRead() {
    stored.store("a");
    stage(stored.seal());
    stored.store("b");
    stored.seal();
    stored.store("c");

    try (var snapshot = snapshots.open()) {
      assertThat(open(snapshot)).containsExactlyInAnyOrder("b", "c");
    }
  }

  @Test
  void rowsAreOfOneProjectAndHaveTheColumnsInTheOrderAskedFor() {
    var event = Events.event("a", "Bought", Events.NOON);
    stored.store(List.of(event, ofProject(2, event)));

    try (var snapshot = snapshots.open()) {
      var rows =
          BinaryCopy.rows(
              snapshot.openRows(
                  new ProjectId(2),
                  List.of(
                      EventColumns.PAYLOAD,
                      EventColumns.PROJECT,
                      EventColumns.TYPE,
                      EventColumns.SLICE,
                      EventColumns.LANE)));
      assertThat(rows).hasSize(1);
      var row = rows.getFirst();
      assertThat(text(row.get(0))).isEqualTo(event.payload().text());
      assertThat(row.get(1).getInt()).isEqualTo(2);
      assertThat(text(row.get(2))).isEqualTo("track");
      assertThat(row.get(3).getLong()).isEqualTo(database.number("SELECT slice FROM store_state"));
      assertThat(row.get(4).getInt()).isOne();
      assertThat(BinaryCopy.rows(snapshot.openRows(new ProjectId(3), EventColumns.ALL))).isEmpty();
    }
  }

  private static Event ofProject(int project, Event event) {
    return new Event(
        new ProjectId(project),
        event.source(),
        event.type(),
        event.messageId(),
        event.name(),
        event.userId(),
        event.anonymousId(),
        event.sessionId(),
        event.occurred(),
        event.occurredClamped(),
        event.received(),
        event.payload());
  }

  @Test
  void rowsWithoutColumnsCanBeCounted() {
    stored.store("a", "b");
    stored.seal();
    stored.store("c");

    try (var snapshot = snapshots.open()) {
      assertThat(BinaryCopy.rows(snapshot.openRows(Events.PROJECT, List.of()))).hasSize(3);
    }
  }

  @Test
  void aSliceIsNotDroppedWhileItIsRead() {
    stored.store("a");
    try (var snapshot = snapshots.open()) {
      var slice = stored.seal();
      stage(slice);

      assertThatThrownBy(this::drop)
          .isInstanceOf(StoreException.Unavailable.class)
          .hasMessageContaining("Cannot drop slice " + slice.slice());
      assertThat(open(snapshot)).containsExactly("a");
    }
    assertThat(drop()).hasSize(1);
  }

  private List<Long> drop() {
    return slices.drop(Long.MAX_VALUE, Instant.parse("2099-01-01T00:00:00Z"));
  }

  @Test
  void theMomentIsThatOfTheDatabase() {
    long before = micros();
    try (var snapshot = snapshots.open()) {
      assertThat(snapshot.asOf().toEpochMilli() * 1_000).isBetween(before - 1_000, micros());
    }
  }

  private long micros() {
    return database.number("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint");
  }

  @Test
  void whoWantsOneTooManyWaitsForAnotherToEnd() throws Exception {
    var open = new ArrayList<EventSnapshot>();
    for (int i = 0; i < SNAPSHOTS_MAX; i++) {
      open.add(snapshots.open());
    }
    var next = CompletableFuture.supplyAsync(snapshots::open);
    assertThatThrownBy(() -> next.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);

    open.removeFirst().close();

    open.add(next.get(5, TimeUnit.SECONDS));
    assertThat(open(open.getLast())).isEmpty();
    open.forEach(EventSnapshot::close);
  }

  @Test
  void aBrokenConnectionIsUnavailableAndLeavesRoomForAnother() {
    stored.store("a");
    for (int i = 0; i <= SNAPSHOTS_MAX; i++) {
      try (var snapshot = snapshots.open()) {
        endConnections();

        assertThatThrownBy(() -> open(snapshot)).isInstanceOf(StoreException.Unavailable.class);
        assertThatThrownBy(() -> snapshot.staged(EVENTS, 0))
            .isInstanceOf(StoreException.Unavailable.class);
      }
    }
    try (var snapshot = snapshots.open()) {
      assertThat(open(snapshot)).containsExactly("a");
    }
  }

  private void endConnections() {
    assertThat(
            database.column(
                """
                SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                WHERE datname = current_database() AND application_name = 'forktail-snapshot'
                """))
        .containsExactly("t");
  }

  @Test
  void whatTheReaderThrowsIsPassedOnAndTheConnectionGivenBack() {
    stored.store("a", "b");
    for (int i = 0; i <= SNAPSHOTS_MAX; i++) {
      try (var snapshot = snapshots.open()) {
        var rows = snapshot.openRows(Events.PROJECT, EventColumns.ALL);

        assertThatThrownBy(() -> rows.copyTo(new FullDisk())).hasMessage("full");
      }
    }
    assertThat(
            database.column(
                """
                SELECT query FROM pg_stat_activity
                WHERE datname = current_database() AND state LIKE 'idle in transaction%'
                """))
        .isEmpty();
    try (var snapshot = snapshots.open()) {
      assertThat(open(snapshot)).containsExactlyInAnyOrder("a", "b");
    }
  }

  private static final class FullDisk extends OutputStream {
    @Override
    public void write(int octet) throws IOException {
      throw new IOException("full");
    }
  }
}
