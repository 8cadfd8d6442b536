package dev.forktail.lake;

import dev.forktail.engine.export.CommitOutcome;
import dev.forktail.engine.export.LakeState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.FileIO;
import org.jspecify.annotations.Nullable;

/// What the snapshots of a version of a table say.
final class Snapshots {
  /// The property of a snapshot that says by which change it was made.
  static final String CHANGE = "forktail.change";

  private Snapshots() {}

  /// That the change that led to this version is made.
  static CommitOutcome committed(PinnedOperations version) {
    return new CommitOutcome.Committed(state(version.current()));
  }

  static LakeState state(TableMetadata table) {
    long watermark = watermark(table);
    @Nullable Snapshot current = table.currentSnapshot();
    if (current == null) {
      return new LakeState(watermark, 0, 0, 0, 0, 0);
    }
    var summary = current.summary();
    return new LakeState(
        watermark,
        current.snapshotId(),
        table.snapshots().size(),
        total(summary, SnapshotSummary.TOTAL_DATA_FILES_PROP),
        total(summary, SnapshotSummary.TOTAL_RECORDS_PROP),
        total(summary, SnapshotSummary.TOTAL_FILE_SIZE_PROP));
  }

  private static long total(Map<String, String> summary, String property) {
    return Long.parseLong(summary.getOrDefault(property, "0"));
  }

  static long watermark(TableMetadata table) {
    return Long.parseLong(table.properties().getOrDefault(TableLayout.WATERMARK, "0"));
  }

  /// Whether the change with this id is part of the table.
  static boolean have(TableMetadata table, UUID change) {
    String id = change.toString();
    return table.snapshots().stream()
        .anyMatch(snapshot -> id.equals(snapshot.summary().get(CHANGE)));
  }

  /// The locations of all files of which `table` and its snapshots are made, former versions of the
  /// metadata included.
  static Set<String> files(TableMetadata table, FileIO files) {
    var reachable = new HashSet<String>();
    reachable.add(table.metadataFileLocation());
    table.previousFiles().forEach(entry -> reachable.add(entry.file()));
    for (var snapshot : table.snapshots()) {
      reachable.add(snapshot.manifestListLocation());
      for (var manifest : snapshot.allManifests(files)) {
        if (reachable.add(manifest.path())) {
          addDataFiles(manifest, table, files, reachable);
        }
      }
    }
    return reachable;
  }

  private static void addDataFiles(
      ManifestFile manifest, TableMetadata table, FileIO files, Set<String> reachable) {
    try (var reader =
        ManifestFiles.read(manifest, files, table.specsById()).select(List.of("file_path"))) {
      reader.forEach(file -> reachable.add(file.location()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + manifest.path(), e);
    }
  }
}
