package dev.forktail.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// An append-only log of records on local disk. What it has acknowledged survives a crash.
///
/// - **Contract.** The records of one append get consecutive sequences, and no sequence is ever
///   used twice. An accepted append is acknowledged once: as durable after one force of the whole
///   group it was written with, or as failed. Readers see durable records only.
/// - **Failure.** A write or a force that failed is never tried again: the segment is abandoned,
///   the group has failed, and the next group goes to a new segment. While that fails too, appends
///   are refused and each [#flush] tries once more.
/// - **Threads.** Starts none; [GroupCommit] has them. [#append] and [#release] never wait for the
///   disk. [#flush] and [#prepare] do all the writing, each called by a thread of its own or by
///   turns; neither thread may be interrupted.
/// - **Limits.** See [JournalConfig]. Beyond them an append is answered with [Append.Full].
public final class Journal implements AutoCloseable {
  private final Disk disk;
  private final JournalId id;
  private final JournalConfig config;
  private final Signal pending = new Signal();
  private final Segments segments;
  private final GroupQueue queue;
  private final DurableMark mark = new DurableMark();
  private final DamageLog damage = new DamageLog();
  private final ReentrantLock flushing = new ReentrantLock();
  private final ReentrantLock preparing = new ReentrantLock();

  @GuardedBy("flushing")
  private final GroupWriter writer;

  @GuardedBy("preparing")
  private final SegmentPreparation preparation;

  private Journal(Disk disk, Path directory, JournalId id, JournalConfig config) {
    this.disk = disk;
    this.id = id;
    this.config = config;
    this.segments = new Segments(config);
    this.queue = new GroupQueue(segments, pending, config.groupBytes());
    var files = new SegmentFiles(disk, directory, config.segmentBytes());
    this.preparation = new SegmentPreparation(files, segments, config);
    this.writer = new GroupWriter(id, config, segments, queue, mark);
  }

  /// Creates a journal in a folder of its own below `directory`, which exists.
  public static Journal create(Disk disk, Path directory, JournalId id, JournalConfig config)
      throws IOException {
    var own = directory.resolve(id.toString());
    if (!disk.list(own).isEmpty()) {
      throw new IllegalArgumentException("A journal id is used only once: " + id);
    }
    disk.createDirectory(own);
    disk.forceDirectory(directory);
    var journal = new Journal(disk, own, id, config);
    journal.preparation.run();
    return journal;
  }

  /// The journals that earlier processes left below `directory`. Reads little more than headers.
  public static List<RecoveredJournal> recover(Disk disk, Path directory) throws IOException {
    var journals = new ArrayList<RecoveredJournal>();
    for (var name : disk.list(directory)) {
      var id = JournalId.find(name);
      if (id.isPresent()) {
        journals.add(RecoveredJournal.open(disk, directory, id.get()));
      }
    }
    return List.copyOf(journals);
  }

  public JournalId id() {
    return id;
  }

  /// Takes the records of one request, all or none, and copies them. Never waits.
  public Append append(List<byte[]> records, Acknowledgement acknowledgement) {
    int bytes = checkedBytes(records);
    int[] checksums = new int[records.size()];
    for (int i = 0; i < checksums.length; i++) {
      checksums[i] = RecordFormat.checksum(records.get(i));
    }
    return queue.append(records, checksums, bytes, acknowledgement);
  }

  private int checkedBytes(List<byte[]> records) {
    long bytes = 0;
    for (var record : records) {
      if (record.length > RecordFormat.PAYLOAD_BYTES_MAX) {
        throw new IllegalArgumentException("A record is too long: " + record.length + " bytes");
      }
      bytes += RecordFormat.bytes(record.length);
    }
    if (bytes == 0 || bytes > config.groupBytes()) {
      throw new IllegalArgumentException(
          "An append must take 1..%d bytes: %d".formatted(config.groupBytes(), bytes));
    }
    return (int) bytes;
  }

  /// Everything below is durable, but for what was acknowledged as failed.
  public long durableSequence() {
    return mark.sequence();
  }

  /// Writes and forces what is pending, as one group, and acknowledges it; or, after a failure,
  /// tries to open a new segment. Returns whether it could do something.
  ///
  /// If an acknowledgement throws, all others are made all the same, and then this throws it.
  public boolean flush() {
    flushing.lock();
    try {
      return writer.flush();
    } finally {
      flushing.unlock();
    }
  }

  /// Does the slow work on files ahead of time: deletes or recycles released segments and gets the
  /// next one ready. Returns whether the next one is ready; if not, call again after a while.
  public boolean prepare() {
    preparing.lock();
    try {
      return preparation.run();
    } catch (IOException e) {
      segments.note("Cannot prepare a segment: " + e.getMessage());
      return false;
    } finally {
      preparing.unlock();
    }
  }

  /// Gives up all records below `sequence`, which is durable. Their files are removed by
  /// [#prepare].
  public void release(long sequence) {
    segments.release(sequence);
  }

  /// Reads from `sequence` on, which is not released.
  public JournalReader reader(long sequence) {
    return new JournalReader(disk, id, new LiveExtents(segments, mark), damage, sequence);
  }

  public JournalHealth health() {
    return new JournalHealth(
        !queue.isFailed() && !queue.isClosed(),
        segments.lastFailure(),
        segments.abandoned(),
        segments.bytes(),
        damage.records());
  }

  /// What reading has found to be lost.
  public List<Damage> damages() {
    return damage.damages();
  }

  boolean isFailed() {
    return queue.isFailed();
  }

  /// Whether so much is pending that waiting for more saves nothing.
  boolean isRipe() {
    return queue.isRipe();
  }

  /// Waits until an append is pending or what is pending has become ripe, or for the timeout.
  void awaitPending(Duration timeout) throws InterruptedException {
    pending.await(timeout);
  }

  /// Waits until there is something to prepare, or for the timeout.
  void awaitPreparationDue(Duration timeout) throws InterruptedException {
    segments.awaitPreparationDue(timeout);
  }

  /// Refuses appends from now on, and lets those who wait go.
  void stopAccepting() {
    queue.close();
    pending.raise();
    segments.raisePreparationDue();
    mark.close();
  }

  /// Refuses appends, flushes what is pending and marks the journal as cleanly closed.
  @Override
  public void close() throws IOException {
    stopAccepting();
    flushing.lock();
    preparing.lock();
    try {
      writer.close();
    } finally {
      preparing.unlock();
      flushing.unlock();
    }
  }
}
