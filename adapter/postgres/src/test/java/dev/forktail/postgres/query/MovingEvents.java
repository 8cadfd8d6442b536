package dev.forktail.postgres.query;

import static dev.forktail.engine.event.Batches.batch;

import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.Events;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.export.LakeFiles;
import dev.forktail.engine.export.SealedSlice;
import dev.forktail.engine.export.StagedFile;
import dev.forktail.engine.export.TableName;
import dev.forktail.postgres.TestDatabase;
import dev.forktail.postgres.event.PostgresEventStore;
import dev.forktail.postgres.export.PostgresLakeCatalog;
import dev.forktail.postgres.export.PostgresSealedSlices;
import dev.forktail.postgres.export.PostgresStagedFiles;
import dev.forktail.postgres.slice.PostgresSliceCatalog;
import dev.forktail.postgres.slice.SealConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.LongStream;

/// Events on their way from the store to the lake, as fast as it goes: writers, of which each
/// stores its events in the order of their numbers, a sealer, and an exporter whose files and
/// versions are lists of message ids.
final class MovingEvents implements AutoCloseable {
  private static final TableName EVENTS = TableName.EVENTS;
  private static final Instant SOME_DAY = Instant.parse("2099-01-01T00:00:00Z");
  private static final int BATCH_EVENTS_MAX = 20;
  private static final int SLICES_MAX = 3;

  private final PostgresEventStore store;
  private final PostgresSliceCatalog slices;
  private final PostgresSealedSlices sealed;
  private final PostgresStagedFiles staged;
  private final PostgresLakeCatalog catalog;
  private final TestDatabase database;
  private final AtomicLongArray acknowledged;
  private final Map<String, List<String>> files = new ConcurrentHashMap<>();
  private final Map<String, Version> versions = new ConcurrentHashMap<>();
  private final long epoch;
  private volatile boolean isOver;

  /// A version of the table.
  record Version(long watermark, List<String> ids) {}

  MovingEvents(TestDatabase database, int writers) {
    this.database = database;
    this.store = new PostgresEventStore(database.database(), "node-1");
    this.slices = new PostgresSliceCatalog(database.database(), SealConfig.standard());
    this.sealed = new PostgresSealedSlices(database.database());
    this.staged = new PostgresStagedFiles(database.database());
    this.catalog = new PostgresLakeCatalog(database.database());
    this.acknowledged = new AtomicLongArray(writers);
    this.epoch = staged.takeOver();
  }

  boolean isOver() {
    return isOver;
  }

  /// Up to which number each writer knows that its events are stored.
  List<Long> acknowledged() {
    return LongStream.range(0, acknowledged.length())
        .mapToObj(writer -> acknowledged.get((int) writer))
        .toList();
  }

  /// What is in a staged file.
  List<String> file(String location) {
    return Objects.requireNonNull(files.get(location));
  }

  Version version(String location) {
    return Objects.requireNonNull(versions.get(location));
  }

  /// Stores events until it is over.
  void write(int writer) {
    var claim = store.claim(UUID.randomUUID(), writer);
    for (long next = 0; !isOver; next = acknowledged.get(writer)) {
      long events = 1 + next % BATCH_EVENTS_MAX;
      store(claim, writer, next, next + events);
      acknowledged.set(writer, next + events);
    }
  }

  private void store(Claim claim, int writer, long first, long end) {
    var events =
        LongStream.range(first, end).mapToObj(i -> Events.event(writer + ":" + i)).toList();
    store.store(claim, batch(claim, first, events));
  }

  /// Seals until it is over.
  void seal() {
    for (int minutes = 1; !isOver; minutes++) {
      slices.seal(TestDatabase.OPENED.plusSeconds(60L * minutes));
    }
  }

  /// Stages what is sealed, commits and drops it, so many times. Then it is over.
  void export(int commits) {
    try {
      int made = 0;
      while (made < commits) {
        var next = sealed.unstaged(SLICES_MAX);
        next.forEach(this::stage);
        if (!next.isEmpty()) {
          commit(next.getLast().slice() + 1);
          made++;
        }
      }
    } finally {
      isOver = true;
    }
  }

  private void stage(SealedSlice slice) {
    var ids = database.column("SELECT message_id FROM event_slice_" + slice.slice());
    var file = LakeFiles.file(EVENTS, "slice-" + slice.slice(), ids.size());
    files.put(file.location(), ids);
    staged.add(epoch, slice, List.of(new StagedFile(slice.slice(), file, false)));
  }

  private void commit(long watermark) {
    Optional<String> current = catalog.find(EVENTS);
    long before = current.map(this::version).map(Version::watermark).orElse(0L);
    var ids = new ArrayList<>(current.map(this::version).map(Version::ids).orElse(List.of()));
    staged.list(EVENTS, before).forEach(file -> ids.addAll(file(file.file().location())));
    String next = "file:///lake/events/metadata/" + watermark;
    versions.put(next, new Version(watermark, List.copyOf(ids)));
    catalog.swap(epoch, EVENTS, current.orElse(null), next);
    staged.retire(epoch, EVENTS, watermark, Events.NOON);
    staged.forget(epoch, staged.retiredBefore(SOME_DAY, 1_000));
    drop(watermark);
  }

  private void drop(long watermark) {
    try {
      sealed.drop(watermark, SOME_DAY);
    } catch (StoreException.Unavailable e) {
      // Somebody reads one of them; the next drop finds it again.
    }
  }

  @Override
  public void close() {
    isOver = true;
    store.close();
  }
}
