package dev.forktail.lake;

import dev.forktail.engine.export.CommitOutcome;
import dev.forktail.engine.export.LakeAppend;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeReplacement;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.LakeState;
import dev.forktail.engine.export.LakeTable;
import dev.forktail.engine.export.SliceFile;
import dev.forktail.engine.export.SliceRange;
import dev.forktail.engine.export.TableFile;
import dev.forktail.engine.export.TableName;
import dev.forktail.lake.PinnedOperations.Access;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.TableMetadata;
import org.jspecify.annotations.Nullable;

/// A table of the lake as an Iceberg table, format 2. Any engine that reads Iceberg reads it.
final class IcebergTable implements LakeTable {
  private final TableName name;
  private final LakeRoot root;
  private final Access access;
  private final TableVersions versions;
  private final TableChange change;

  IcebergTable(TableName name, LakeRoot root, Access access) {
    this.name = name;
    this.root = root;
    this.access = access;
    this.versions = new TableVersions(name, access);
    this.change = new TableChange(name, access, versions);
  }

  @Override
  public TableName name() {
    return name;
  }

  @Override
  public LakeState state() {
    @Nullable TableMetadata table = versions.current();
    return table == null ? LakeState.empty() : Snapshots.state(table);
  }

  @Override
  public CommitOutcome prepare(long epoch, LakeSchema schema) {
    return change.make(epoch, new Preparation(name, root, schema));
  }

  @Override
  public CommitOutcome append(LakeAppend append) {
    return change.make(append.epoch(), new Appending(append));
  }

  @Override
  public CommitOutcome replace(LakeReplacement replacement) {
    return change.make(replacement.epoch(), new Replacing(name, replacement));
  }

  @Override
  public List<TableFile> smallFiles(int first, int last, long bytesEnd) {
    @Nullable TableMetadata version = versions.current();
    if (version == null || version.currentSnapshot() == null) {
      return List.of();
    }
    try {
      return PartitionFiles.find(
              table(version), name, first, last, file -> file.fileSizeInBytes() < bytesEnd)
          .stream()
          .map(
              file ->
                  new TableFile(
                      file.location(),
                      PartitionFiles.partition(file),
                      file.recordCount(),
                      file.fileSizeInBytes()))
          .toList();
    } catch (RuntimeException e) {
      throw unreadable(e);
    }
  }

  @Override
  public List<SliceFile> filesOf(SliceRange slices) {
    @Nullable TableMetadata version = versions.current();
    if (version == null || version.currentSnapshot() == null) {
      return List.of();
    }
    try {
      return FilesOfSlices.find(table(version), slices);
    } catch (RuntimeException e) {
      throw unreadable(e);
    }
  }

  private BaseTable table(TableMetadata version) {
    return Tables.of(new PinnedOperations(name, access, 0, version));
  }

  @Override
  public Expired expire(long epoch, Instant moment) {
    var expiry = new Expiry(moment, access.files());
    var outcome = change.make(epoch, expiry);
    return new Expired(outcome, expiry.snapshots(), expiry.filesDeleted());
  }

  @Override
  public Set<String> reachable() {
    @Nullable TableMetadata version = versions.current();
    if (version == null) {
      return Set.of();
    }
    try {
      return Snapshots.files(version, access.files());
    } catch (RuntimeException e) {
      throw unreadable(e);
    }
  }

  private LakeException unreadable(RuntimeException e) {
    return new LakeException.Unavailable(
        "Cannot read the lake table %s: %s".formatted(name.text(), e), e);
  }
}
