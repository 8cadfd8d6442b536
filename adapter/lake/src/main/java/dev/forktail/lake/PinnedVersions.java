package dev.forktail.lake;

import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.query.LakeVersions;
import java.util.List;
import java.util.function.Supplier;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileIO;
import org.jspecify.annotations.Nullable;

/// Versions of tables as their metadata files say, and what their manifests list.
///
/// - **Cost.** What was read is kept, for neither kind of file ever changes: planning a version
///   again reads nothing, and planning the next one reads its metadata and the manifests that are
///   new.
final class PinnedVersions implements LakeVersions {
  private static final int VERSIONS_MAX = 32;

  /// How many files the manifests that are kept list, about a quarter of a kilobyte each.
  private static final int LISTED_FILES_MAX = 250_000;

  private final FileIO files;
  private final BoundedCache<String, PinnedVersion> versions;
  private final BoundedCache<String, List<ListedFile>> manifests;

  PinnedVersions(FileIO files) {
    this(files, VERSIONS_MAX, LISTED_FILES_MAX);
  }

  PinnedVersions(FileIO files, int versionsMax, int listedFilesMax) {
    this.files = files;
    this.versions = new BoundedCache<>(versionsMax, _ -> 1);
    this.manifests = new BoundedCache<>(listedFilesMax, listed -> 1 + listed.size());
  }

  @Override
  public LakeVersion read(TableName table, String location) {
    return versions.get(location, () -> reading(table, location, () -> version(table, location)));
  }

  private PinnedVersion version(TableName table, String location) {
    var metadata = TableMetadataParser.read(files, location);
    var content = new ManifestContent(table, files, metadata.specsById());
    return new PinnedVersion(
        table,
        Snapshots.watermark(metadata),
        manifests(metadata),
        manifest -> listed(table, content, manifest));
  }

  private List<ManifestFile> manifests(TableMetadata metadata) {
    @Nullable Snapshot current = metadata.currentSnapshot();
    if (current == null) {
      return List.of();
    }
    if (!current.deleteManifests(files).isEmpty()) {
      throw new IllegalStateException("another program has added delete files, which are not read");
    }
    return List.copyOf(current.dataManifests(files));
  }

  private List<ListedFile> listed(TableName table, ManifestContent content, ManifestFile manifest) {
    String path = manifest.path();
    return manifests.get(path, () -> reading(table, path, () -> content.read(manifest)));
  }

  /// What `read` gives, which reads the file at `location`.
  private static <T> T reading(TableName table, String location, Supplier<T> read) {
    try {
      return read.get();
    } catch (NotFoundException e) {
      throw unavailable(table, "it was replaced so long ago that " + location + " is gone", e);
    } catch (RuntimeException e) {
      throw unavailable(table, location + ": " + e.getMessage(), e);
    }
  }

  private static LakeException unavailable(TableName table, String reason, RuntimeException e) {
    return new LakeException.Unavailable(
        "Cannot read a version of the lake table %s: %s".formatted(table.text(), reason), e);
  }
}
