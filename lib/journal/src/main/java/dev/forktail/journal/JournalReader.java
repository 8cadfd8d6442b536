package dev.forktail.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the records of a journal in order, only those that are durable.
///
/// - **Failure.** After an `IOException` the reader stands where it stood before the call.
/// - **Threads.** For one thread at a time. An interrupt while it reads closes the file, which the
///   next call opens again.
/// - **Cost.** One large read for many records; each payload is copied once.
public final class JournalReader implements AutoCloseable {
  private static final int WINDOW_BYTES = 1 << 20;

  private final Disk disk;
  private final Extents extents;
  private final RecordFormat format;
  private final DamageLog damage;
  private final ByteBuffer window = ByteBuffer.allocateDirect(WINDOW_BYTES);
  private @Nullable SegmentScanner scanner;
  private long position;

  JournalReader(Disk disk, JournalId id, Extents extents, DamageLog damage, long position) {
    this.disk = disk;
    this.extents = extents;
    this.format = new RecordFormat(id);
    this.damage = damage;
    this.position = position;
  }

  /// The sequence where the next batch begins.
  public long position() {
    return position;
  }

  /// Goes to `sequence`, forwards or back.
  public void seek(long sequence) throws IOException {
    close();
    position = sequence;
  }

  /// Waits until `records` more records are durable, or, when the timeout has passed, returns
  /// false.
  public boolean await(int records, Duration timeout) throws InterruptedException {
    return extents.await(position + records, timeout);
  }

  /// The next records, until there are `recordsMax` of them or their payloads reach `bytesMax`.
  /// Never waits: an empty batch means that there is nothing more, in a recovered journal for ever.
  ///
  /// Where records are missing it reads on, until the next group or two have shown whether they
  /// were damaged: so what is missing from a batch is known when the batch is.
  public JournalBatch read(int recordsMax, int bytesMax) throws IOException {
    long from = position;
    try {
      var records = readRecords(recordsMax, bytesMax);
      return new JournalBatch(from, position, records);
    } catch (IOException e) {
      seek(from);
      throw e;
    }
  }

  private List<JournalRecord> readRecords(int recordsMax, int bytesMax) throws IOException {
    var records = new ArrayList<JournalRecord>();
    long bytes = 0;
    while ((records.size() < recordsMax && bytes < bytesMax) || !damage.isSettled()) {
      var record = next();
      if (record == null) {
        break;
      }
      records.add(record);
      bytes += record.payload().length;
    }
    return records;
  }

  private @Nullable JournalRecord next() throws IOException {
    while (true) {
      if (scanner != null) {
        var record = scanner.next(position);
        position = Math.max(position, scanner.expected());
        if (record != null) {
          return record;
        }
      }
      var following = scanner == null ? extents.first(position) : extents.follow(scanner.extent());
      if (following == null) {
        return null;
      }
      scanner = continued(scanner, following);
    }
  }

  private SegmentScanner continued(@Nullable SegmentScanner current, Extent extent)
      throws IOException {
    if (current != null && current.extent().number() == extent.number()) {
      current.extendTo(extent);
      return current;
    }
    long expected = extent.first();
    if (current != null) {
      expected = extent.exact() ? Math.max(position, extent.first()) : position;
      current.close();
    }
    var file = disk.openToRead(extent.path());
    return new SegmentScanner(file, format, damage, window, extent, expected);
  }

  @Override
  public void close() throws IOException {
    if (scanner != null) {
      var closing = scanner;
      scanner = null;
      closing.close();
    }
  }
}
