package dev.forktail.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/// What a process that has ended left of a journal: to be read to its end and then deleted.
///
/// - **Contract.** Every record that was acknowledged is read, unless the disk has damaged it; what
///   is damaged is counted, and everything else is read all the same. Records that were not
///   acknowledged may be read too. Reading changes nothing on the disk.
/// - **Failure.** Damage is no failure. `IOException` is: try again.
public final class RecoveredJournal {
  private static final int WINDOW_BYTES = 1 << 18;

  private final Disk disk;
  private final Path directory;
  private final JournalId id;
  private final List<Extent> extents;
  private final long bytes;
  private final DamageLog damage;

  private RecoveredJournal(
      Disk disk, Path directory, JournalId id, List<Extent> extents, long bytes, DamageLog damage) {
    this.disk = disk;
    this.directory = directory;
    this.id = id;
    this.extents = List.copyOf(extents);
    this.bytes = bytes;
    this.damage = damage;
  }

  static RecoveredJournal open(Disk disk, Path parent, JournalId id) throws IOException {
    var damage = new DamageLog();
    var directory = parent.resolve(id.toString());
    var segments = new RecoveredSegments(disk, directory, id, damage);
    var extents = segments.find();
    return new RecoveredJournal(disk, directory, id, extents, segments.bytes(), damage);
  }

  public JournalId id() {
    return id;
  }

  /// Reads from `sequence` on: the first record that is not stored elsewhere already.
  public JournalReader reader(long sequence) {
    return new JournalReader(disk, id, new FinishedExtents(extents, damage), damage, sequence);
  }

  /// The first sequence that can be read, as far as headers tell; 0 when there is nothing.
  public long first() {
    return extents.stream()
        .filter(Extent::exact)
        .mapToLong(Extent::first)
        .findFirst()
        .orElseGet(() -> extents.isEmpty() ? 0 : extents.getFirst().first());
  }

  /// The sequence after the last record: exact unless the last segment is damaged, else an estimate
  /// that is too low. Reads the headers of the records in that segment.
  public long end() throws IOException {
    if (extents.isEmpty()) {
      return 0;
    }
    var last = extents.getLast();
    var window = ByteBuffer.allocateDirect(WINDOW_BYTES);
    try (var scanner =
        new SegmentScanner(
            disk.openToRead(last.path()),
            new RecordFormat(id),
            new DamageLog(),
            window,
            last,
            last.first())) {
      return scanner.hop();
    }
  }

  /// How much space its files take.
  public long bytesOnDisk() {
    return bytes;
  }

  /// What reading has found to be lost so far.
  public List<Damage> damages() {
    return damage.damages();
  }

  public long damagedRecords() {
    return damage.records();
  }

  /// Deletes the journal, after its records are stored elsewhere. A crash in between leaves a part
  /// that can be deleted again.
  public void delete() throws IOException {
    delete(disk, directory);
  }

  /// Deletes the journal `id` below `parent`, which nobody writes any more; others are not touched.
  public static void delete(Disk disk, Path parent, JournalId id) throws IOException {
    delete(disk, parent.resolve(id.toString()));
  }

  private static void delete(Disk disk, Path directory) throws IOException {
    for (var name : disk.list(directory)) {
      disk.delete(directory.resolve(name));
    }
    disk.forceDirectory(directory);
    disk.delete(directory);
    var parent = directory.getParent();
    if (parent != null) {
      disk.forceDirectory(parent);
    }
  }
}
