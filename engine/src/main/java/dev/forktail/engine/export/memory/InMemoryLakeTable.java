package dev.forktail.engine.export.memory;

import dev.forktail.engine.export.ColumnStats;
import dev.forktail.engine.export.CommitOutcome;
import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.LakeAppend;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeFolder;
import dev.forktail.engine.export.LakeReplacement;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.LakeState;
import dev.forktail.engine.export.LakeTable;
import dev.forktail.engine.export.SliceFile;
import dev.forktail.engine.export.SliceRange;
import dev.forktail.engine.export.StagedFiles;
import dev.forktail.engine.export.TableFile;
import dev.forktail.engine.export.TableName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

/// A table of the lake in memory: a list of snapshots, each with its files.
public final class InMemoryLakeTable implements LakeTable {
  private final TableName name;
  private final StagedFiles epochs;
  private final LakeFolder folder;
  private final InstantSource clock;
  private final List<Snapshot> snapshots = new ArrayList<>();
  private LakeSchema schema = LakeSchema.plain();
  private long watermark;
  private long snapshotsMade;

  /// @param epochs says which epoch is current
  /// @param folder from which an expiry deletes
  public InMemoryLakeTable(
      TableName name, StagedFiles epochs, LakeFolder folder, InstantSource clock) {
    this.name = name;
    this.epochs = epochs;
    this.folder = folder;
    this.clock = clock;
  }

  private record Snapshot(long id, UUID change, Instant made, Map<String, LakeFile> files) {}

  @Override
  public TableName name() {
    return name;
  }

  @Override
  public synchronized LakeState state() {
    if (snapshots.isEmpty()) {
      return new LakeState(watermark, 0, 0, 0, 0, 0);
    }
    var current = snapshots.getLast();
    return new LakeState(
        watermark,
        current.id(),
        snapshots.size(),
        current.files().size(),
        current.files().values().stream().mapToLong(LakeFile::rows).sum(),
        current.files().values().stream().mapToLong(LakeFile::bytes).sum());
  }

  /// What columns it was last prepared for.
  public synchronized LakeSchema schema() {
    return schema;
  }

  /// The files of the current snapshot.
  public synchronized List<LakeFile> files() {
    return List.copyOf(current().values());
  }

  private Map<String, LakeFile> current() {
    return snapshots.isEmpty() ? Map.of() : snapshots.getLast().files();
  }

  @Override
  public synchronized CommitOutcome prepare(long epoch, LakeSchema wanted) {
    return made(
        epoch,
        () -> {
          schema = wanted;
          return state();
        });
  }

  @Override
  public synchronized CommitOutcome append(LakeAppend append) {
    if (isMade(append.id())) {
      return new CommitOutcome.Committed(state());
    }
    if (watermark != append.expected()) {
      return new CommitOutcome.OutOfStep(state());
    }
    return made(
        append.epoch(),
        () -> {
          var files = new LinkedHashMap<>(current());
          append.files().forEach(file -> files.put(file.location(), file));
          watermark = append.watermark();
          return add(append.id(), files);
        });
  }

  @Override
  public synchronized CommitOutcome replace(LakeReplacement replacement) {
    if (isMade(replacement.id())) {
      return new CommitOutcome.Committed(state());
    }
    var old = new HashSet<String>();
    replacement.old().forEach(file -> old.add(file.location()));
    if (!current().keySet().containsAll(old)) {
      return new CommitOutcome.OutOfStep(state());
    }
    return made(
        replacement.epoch(),
        () -> {
          var files = new LinkedHashMap<>(current());
          files.keySet().removeAll(old);
          replacement.merged().forEach(file -> files.put(file.location(), file));
          return add(replacement.id(), files);
        });
  }

  /// Adds files as an import does: the watermark stays, and no epoch matters.
  public synchronized void add(List<LakeFile> added) {
    var files = new LinkedHashMap<>(current());
    added.forEach(file -> files.put(file.location(), file));
    add(new UUID(0, snapshotsMade), files);
  }

  private CommitOutcome made(long epoch, Supplier<LakeState> change) {
    return epochs.isCurrent(epoch)
        ? new CommitOutcome.Committed(change.get())
        : new CommitOutcome.Fenced();
  }

  private boolean isMade(UUID change) {
    return snapshots.stream().anyMatch(snapshot -> snapshot.change().equals(change));
  }

  private LakeState add(UUID change, Map<String, LakeFile> files) {
    snapshots.add(new Snapshot(++snapshotsMade, change, clock.instant(), Map.copyOf(files)));
    return state();
  }

  @Override
  public synchronized List<TableFile> smallFiles(int first, int last, long bytesEnd) {
    return current().values().stream()
        .filter(file -> file.bytes() < bytesEnd)
        .map(InMemoryLakeTable::tableFile)
        .filter(file -> file.partition() >= first && file.partition() <= last)
        .toList();
  }

  private static TableFile tableFile(LakeFile file) {
    return new TableFile(
        file.location(), file.partition().orElseThrow(), file.rows(), file.bytes());
  }

  @Override
  public synchronized List<SliceFile> filesOf(SliceRange slices) {
    return current().values().stream()
        .map(file -> new SliceFile(tableFile(file), slicesOf(file)))
        .filter(file -> file.slices().first() <= slices.last())
        .filter(file -> file.slices().last() >= slices.first())
        .toList();
  }

  private static SliceRange slicesOf(LakeFile file) {
    var stats = file.find(EventColumns.SLICE.fieldId());
    return new SliceRange(
        stats.map(ColumnStats::lower).map(Long::parseLong).orElse(Long.MIN_VALUE),
        stats.map(ColumnStats::upper).map(Long::parseLong).orElse(Long.MAX_VALUE));
  }

  @Override
  public synchronized Expired expire(long epoch, Instant moment) {
    if (!epochs.isCurrent(epoch)) {
      return new Expired(new CommitOutcome.Fenced(), 0, 0);
    }
    var gone = reachable();
    int before = snapshots.size();
    while (snapshots.size() > 1 && snapshots.get(1).made().isBefore(moment)) {
      snapshots.removeFirst();
    }
    gone.removeAll(reachable());
    gone.forEach(folder::delete);
    return new Expired(
        new CommitOutcome.Committed(state()), before - snapshots.size(), gone.size());
  }

  @Override
  public synchronized Set<String> reachable() {
    var locations = new TreeSet<String>();
    snapshots.forEach(snapshot -> locations.addAll(snapshot.files().keySet()));
    return locations;
  }
}
