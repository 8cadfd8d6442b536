package dev.forktail.postgres.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.Events;
import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.query.EventSnapshots;
import dev.forktail.engine.query.EventSnapshots.EventSnapshot;
import dev.forktail.postgres.BinaryCopy;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.TestDatabase;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rule 5 while events are stored, sealed, staged, committed and dropped all at once.
@ExtendWith(DatabaseExtension.class)
final class CountsNeverJumpIT {
  private static final int WRITERS = 2;
  private static final int READERS = 2;
  private static final int COMMITS = 12;
  private static final int LOOKS_MIN = 5;

  private final TestDatabase database;
  private final EventSnapshots snapshots;

  CountsNeverJumpIT(TestDatabase database) {
    this.database = database;
    this.snapshots = new PostgresEventSnapshots(database.database());
  }

  @Test
  @Timeout(60)
  void rule5EachSnapshotHasEachStoredEventOnceWhereverItIs() throws Exception {
    try (var moving = new MovingEvents(database, WRITERS);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<Integer>>();
      running.add(threads.submit(moving::seal, 0));
      running.add(threads.submit(() -> moving.export(COMMITS), 0));
      IntStream.range(0, WRITERS)
          .forEach(writer -> running.add(threads.submit(() -> moving.write(writer), 0)));
      var readers =
          Collections.nCopies(READERS, (Callable<Integer>) () -> read(moving)).stream()
              .map(threads::submit)
              .toList();

      for (var reader : readers) {
        assertThat(reader.get()).isGreaterThan(LOOKS_MIN);
      }
      for (var other : running) {
        other.get();
      }
      assertThat(database.column("SELECT id FROM slice WHERE state = 'dropped'")).isNotEmpty();
    }
  }

  /// Looks until it is over, and says how often.
  private int read(MovingEvents moving) {
    int looks = 0;
    var seen = Collections.nCopies(WRITERS, 0L);
    for (; !moving.isOver(); looks++) {
      var acknowledged = moving.acknowledged();
      try (var snapshot = snapshots.open()) {
        var counts = counts(ids(moving, snapshot));
        for (int writer = 0; writer < WRITERS; writer++) {
          assertThat(counts.get(writer))
              .isGreaterThanOrEqualTo(acknowledged.get(writer))
              .isGreaterThanOrEqualTo(seen.get(writer));
        }
        seen = counts;
      }
    }
    return looks;
  }

  private static Stream<String> ids(MovingEvents moving, EventSnapshot snapshot) {
    var version =
        snapshot
            .version(TableName.EVENTS)
            .map(moving::version)
            .orElse(new MovingEvents.Version(0, List.of()));
    var staged =
        snapshot.staged(TableName.EVENTS, version.watermark()).stream()
            .flatMap(file -> moving.file(file.file().location()).stream());
    var open = snapshot.openRows(Events.PROJECT, List.of(EventColumns.MESSAGE_ID));
    return Stream.of(version.ids().stream(), staged, BinaryCopy.texts(open).stream())
        .flatMap(ids -> ids);
  }

  /// How many events of each writer there are. As it stores them in their order, they are those
  /// with the first numbers.
  private static List<Long> counts(Stream<String> ids) {
    var numbers = Stream.generate(BitSet::new).limit(WRITERS).toList();
    ids.forEach(
        id -> {
          var parts = id.split(":", 2);
          var ofWriter = numbers.get(Integer.parseInt(parts[0]));
          int number = Integer.parseInt(parts[1]);
          assertThat(ofWriter.get(number)).as("%s is there twice", id).isFalse();
          ofWriter.set(number);
        });
    numbers.forEach(
        ofWriter -> assertThat(ofWriter.nextClearBit(0)).isEqualTo(ofWriter.cardinality()));
    return numbers.stream().map(ofWriter -> (long) ofWriter.cardinality()).toList();
  }
}
