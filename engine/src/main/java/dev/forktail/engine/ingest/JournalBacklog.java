package dev.forktail.engine.ingest;

import dev.forktail.engine.event.Arrival;
import dev.forktail.engine.event.ArrivalCodec;
import dev.forktail.engine.event.EventBatch;
import dev.forktail.engine.event.StoreException;
import dev.forktail.journal.Damage;
import dev.forktail.journal.Journal;
import dev.forktail.journal.JournalReader;
import dev.forktail.journal.RecoveredJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A journal as something to be stored, whether it is being written or was left by an earlier
/// start.
final class JournalBacklog implements Backlog {
  private static final Logger log = LoggerFactory.getLogger(JournalBacklog.class);
  private static final int BATCH_BYTES_MAX = 16 << 20;
  private static final int DAMAGES_LOGGED_MAX = 100;
  private static final long UNKNOWN = Long.MAX_VALUE;

  private final UUID journal;
  private final LongFunction<JournalReader> readers;
  private final Supplier<List<Damage>> damages;
  private final LongSupplier end;
  private final LongSupplier counted;
  private final LongConsumer releaser;
  private final IoAction deleter;
  private final InstantSource clock;

  private @Nullable JournalReader reader;
  private int damagesLogged;
  private volatile long released;
  private volatile boolean ended;
  private volatile boolean readToItsEnd;
  private volatile @Nullable Instant oldestRead;

  private JournalBacklog(
      UUID journal,
      LongFunction<JournalReader> readers,
      Supplier<List<Damage>> damages,
      LongSupplier end,
      LongSupplier counted,
      LongConsumer releaser,
      IoAction deleter,
      InstantSource clock) {
    this.journal = journal;
    this.readers = readers;
    this.damages = damages;
    this.end = end;
    this.counted = counted;
    this.releaser = releaser;
    this.deleter = deleter;
    this.clock = clock;
  }

  /// The journal that is being written; `deleter` removes its files once it is closed.
  static JournalBacklog ofWritten(Journal journal, IoAction deleter, InstantSource clock) {
    return new JournalBacklog(
        journal.id().value(),
        journal::reader,
        journal::damages,
        journal::durableSequence,
        journal::durableSequence,
        journal::release,
        deleter,
        clock);
  }

  static JournalBacklog ofRecovered(RecoveredJournal journal, InstantSource clock) {
    long estimate = endOf(journal);
    var backlog =
        new JournalBacklog(
            journal.id().value(),
            journal::reader,
            journal::damages,
            () -> UNKNOWN,
            () -> estimate,
            _ -> {},
            journal::delete,
            clock);
    backlog.ended = true;
    backlog.released = journal.first();
    return backlog;
  }

  private static long endOf(RecoveredJournal journal) {
    try {
      return journal.end();
    } catch (IOException e) {
      log.warn(
          "How much a journal holds is not known until it is read: journal={}", journal.id(), e);
      return journal.first() + 1;
    }
  }

  @Override
  public UUID journal() {
    return journal;
  }

  @Override
  public EventBatch next(long position, int eventsMax, Duration linger)
      throws InterruptedException {
    try {
      var from = readerAt(position);
      if (!ended) {
        from.await(eventsMax, linger);
      }
      var records = from.read(eventsMax, BATCH_BYTES_MAX);
      readToItsEnd = end.getAsLong() == UNKNOWN && records.isEmpty();
      var entries = new ArrayList<EventBatch.Entry>(records.records().size());
      long damaged = damagedIn(position, records.after());
      for (var record : records.records()) {
        var arrival = decoded(record.sequence(), record.payload());
        if (arrival == null) {
          damaged++;
          continue;
        }
        entries.add(new EventBatch.Entry(record.sequence(), arrival));
      }
      oldestRead = entries.isEmpty() ? null : entries.getFirst().arrival().received();
      return new EventBatch(journal, position, records.after(), entries, damaged);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read journal " + journal + ": " + e.getMessage(), e);
    }
  }

  private JournalReader readerAt(long position) throws IOException {
    var current = reader;
    if (current == null) {
      current = readers.apply(position);
      reader = current;
    }
    if (current.position() != position) {
      current.seek(position);
    }
    return current;
  }

  private @Nullable Arrival decoded(long sequence, byte[] payload) {
    try {
      return ArrivalCodec.decode(ByteBuffer.wrap(payload));
    } catch (IllegalArgumentException e) {
      log.error(
          "A journal record is whole but is no arrival, so it is left out: journal={} sequence={}",
          journal,
          sequence,
          e);
      return null;
    }
  }

  private long damagedIn(long from, long after) {
    var found = damages.get();
    logNew(found);
    long damaged = 0;
    for (var damage : found) {
      long overlap =
          Math.min(after, damage.afterSequence()) - Math.max(from, damage.firstSequence());
      damaged += Math.max(0, overlap);
    }
    return damaged;
  }

  /// Names the places, so that somebody can look at them; the count is in the store.
  private void logNew(List<Damage> found) {
    int end = Math.min(found.size(), DAMAGES_LOGGED_MAX);
    for (var damage : found.subList(Math.min(damagesLogged, end), end)) {
      log.error(
          "A journal is damaged, and everything else in it is stored: "
              + "journal={} segment={} offset={} bytes={} records={}",
          journal,
          damage.segment(),
          damage.offset(),
          damage.bytes(),
          damage.records());
    }
    damagesLogged = Math.max(damagesLogged, end);
  }

  @Override
  public void release(long position) {
    if (position > end.getAsLong()) {
      throw new StoreException.Fenced(
          "The ledger of journal %s stands at %d, but only %d of it are durable: another process stores it"
              .formatted(journal, position, end.getAsLong()));
    }
    released = position;
    releaser.accept(position);
    if (position >= end.getAsLong()) {
      oldestRead = null;
    }
  }

  @Override
  public boolean drained(long position) {
    return readToItsEnd || (ended && position >= end.getAsLong());
  }

  @Override
  public void delete() {
    try {
      if (reader != null) {
        reader.close();
        reader = null;
      }
      deleter.run();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete journal " + journal + ": " + e.getMessage(), e);
    }
  }

  /// Nothing will be appended any more, and what was is durable or has failed.
  void end() {
    ended = true;
  }

  /// How many arrivals wait. For a journal of an earlier start it is an estimate: what is stored of
  /// it already counts until its ledger has been read, what lies behind a damage does not.
  long depth() {
    return readToItsEnd ? 0 : Math.max(0, counted.getAsLong() - released);
  }

  Duration oldestAge() {
    var oldest = oldestRead;
    return oldest == null || depth() == 0
        ? Duration.ZERO
        : Duration.between(oldest, clock.instant());
  }

  /// Something with the disk.
  @FunctionalInterface
  interface IoAction {
    void run() throws IOException;
  }
}
