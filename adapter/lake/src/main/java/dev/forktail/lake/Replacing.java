package dev.forktail.lake;

import dev.forktail.engine.export.CommitOutcome;
import dev.forktail.engine.export.LakeReplacement;
import dev.forktail.engine.export.TableFile;
import dev.forktail.engine.export.TableName;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;

/// Putting files in the place of others.
record Replacing(TableName name, LakeReplacement replacement) implements TableChange.Step {

  @Override
  public CommitOutcome on(PinnedOperations version) {
    if (Snapshots.have(version.current(), replacement.id())) {
      return Snapshots.committed(version);
    }
    var old = oldFiles(version);
    if (old.size() != replacement.old().size()) {
      return new CommitOutcome.OutOfStep(Snapshots.state(version.current()));
    }
    commit(version, old);
    return Snapshots.committed(version);
  }

  /// Those of the files to be replaced that are in the table.
  private List<DataFile> oldFiles(PinnedOperations version) {
    var partitions = replacement.old().stream().mapToInt(TableFile::partition).summaryStatistics();
    var locations = replacement.old().stream().map(TableFile::location).collect(Collectors.toSet());
    return PartitionFiles.find(
        Tables.of(version),
        name,
        partitions.getMin(),
        partitions.getMax(),
        f -> locations.contains(f.location()));
  }

  /// To Iceberg a replacement never has more rows than before; where it has, files were wrong, and
  /// it is an overwrite.
  private void commit(PinnedOperations version, List<DataFile> old) {
    var entries =
        replacement.merged().stream().map(file -> TableEntry.of(file, version.current())).toList();
    if (rows(entries) > rows(old)) {
      overwrite(version, old, entries);
    } else {
      rewrite(version, old, entries);
    }
  }

  private static long rows(List<DataFile> files) {
    return files.stream().mapToLong(DataFile::recordCount).sum();
  }

  /// Iceberg looks for conflicts from the beginning of the history on, which is gone after an
  /// expiry, unless it is told since when there can be any: since this version, which is pinned.
  private void rewrite(PinnedOperations version, List<DataFile> old, List<DataFile> fresh) {
    var rewrite = Tables.of(version).newRewrite();
    rewrite.validateFromSnapshot(version.current().currentSnapshot().snapshotId());
    rewrite.set(Snapshots.CHANGE, replacement.id().toString());
    old.forEach(rewrite::deleteFile);
    fresh.forEach(rewrite::addFile);
    rewrite.commit();
  }

  private void overwrite(PinnedOperations version, List<DataFile> old, List<DataFile> fresh) {
    var overwrite = Tables.of(version).newOverwrite();
    overwrite.validateFromSnapshot(version.current().currentSnapshot().snapshotId());
    overwrite.set(Snapshots.CHANGE, replacement.id().toString());
    old.forEach(overwrite::deleteFile);
    fresh.forEach(overwrite::addFile);
    overwrite.commit();
  }
}
