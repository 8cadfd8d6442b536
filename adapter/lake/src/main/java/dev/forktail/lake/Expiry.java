package dev.forktail.lake;

import dev.forktail.engine.export.CommitOutcome;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.FileIO;

/// Forgetting snapshots that had been replaced before a moment. The files that only they had are
/// deleted once the version without them is the current one.
final class Expiry implements TableChange.Step {
  private final Instant moment;
  private final FileIO files;
  private final AtomicInteger filesDeleted = new AtomicInteger();
  private int snapshots;

  Expiry(Instant moment, FileIO files) {
    this.moment = moment;
    this.files = files;
  }

  @Override
  public CommitOutcome on(PinnedOperations version) {
    if (version.isNew()) {
      throw new IllegalStateException("The table has not been prepared");
    }
    var replaced = replaced(version.current());
    if (!replaced.isEmpty()) {
      // Named one by one, they make Iceberg look for all files that nothing else has.
      var expiry = Tables.of(version).expireSnapshots().expireOlderThan(0);
      replaced.forEach(snapshot -> expiry.expireSnapshotId(snapshot.snapshotId()));
      expiry.deleteWith(this::delete).commit();
      snapshots += replaced.size();
    }
    return Snapshots.committed(version);
  }

  /// The snapshots that had been replaced before the moment: all made before the one that was
  /// current at the moment.
  private List<Snapshot> replaced(TableMetadata table) {
    var before =
        table.snapshots().stream()
            .filter(snapshot -> snapshot.timestampMillis() < moment.toEpochMilli())
            .sorted(Comparator.comparingLong(Snapshot::sequenceNumber))
            .toList();
    return before.isEmpty() ? before : before.subList(0, before.size() - 1);
  }

  private void delete(String location) {
    files.deleteFile(location);
    filesDeleted.incrementAndGet();
  }

  int snapshots() {
    return snapshots;
  }

  int filesDeleted() {
    return filesDeleted.get();
  }
}
