package dev.forktail.lake;

import dev.forktail.engine.export.CommitOutcome;
import dev.forktail.engine.export.LakeReplacement;
import dev.forktail.engine.export.TableFile;
import dev.forktail.engine.export.TableName;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;

/// Putting merged files in the place of others.
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
    int partition = replacement.old().getFirst().partition();
    var locations = replacement.old().stream().map(TableFile::location).collect(Collectors.toSet());
    return PartitionFiles.find(
        Tables.of(version), name, partition, partition, f -> locations.contains(f.location()));
  }

  /// Iceberg looks for conflicts from the beginning of the history on, which is gone after an
  /// expiry, unless it is told since when there can be any: since this version, which is pinned.
  private void commit(PinnedOperations version, List<DataFile> old) {
    var rewrite = Tables.of(version).newRewrite();
    rewrite.validateFromSnapshot(version.current().currentSnapshot().snapshotId());
    rewrite.set(Snapshots.CHANGE, replacement.id().toString());
    old.forEach(rewrite::deleteFile);
    for (var file : replacement.merged()) {
      rewrite.addFile(TableEntry.of(file, version.current()));
    }
    rewrite.commit();
  }
}
