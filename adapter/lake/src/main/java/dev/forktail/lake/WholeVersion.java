package dev.forktail.lake;

import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.LakeState;
import dev.forktail.engine.export.TableFile;
import dev.forktail.engine.export.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.io.FileIO;
import org.jspecify.annotations.Nullable;

/// A version of a table of which every file is there.
///
/// @param files the locations of its data files
record WholeVersion(TableMetadata metadata, List<String> files) {

  /// Reads the metadata at `location` and everything that it names as current.
  ///
  /// @throws NotWhole when something of it cannot be read or is missing
  /// @throws LakeException.Wrong when the table was written at another place
  static WholeVersion read(LakeRoot root, TableName table, String location, FileIO files)
      throws NotWhole {
    try {
      var metadata = TableMetadataParser.read(files, location);
      requirePlace(root, table, metadata);
      return new WholeVersion(metadata, dataFiles(table, metadata, files));
    } catch (LakeException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new NotWhole(String.valueOf(e.getMessage()), e);
    }
  }

  private static void requirePlace(LakeRoot root, TableName table, TableMetadata metadata) {
    if (metadata.location().equals(root.table(table))) {
      return;
    }
    String own = "/" + table.text();
    String here = root.uri();
    String there =
        metadata.location().endsWith(own)
            ? metadata.location().substring(0, metadata.location().length() - own.length())
            : metadata.location();
    throw new LakeException.Wrong(
        "The lake in %s was written in %s, and its tables name their files by that path. Put it there again, or a link (ln -s %s %s), and say --lake %s."
            .formatted(here, there, path(here), path(there), path(there)));
  }

  private static String path(String uri) {
    return uri.startsWith("file://") ? uri.substring("file://".length()) : uri;
  }

  private static List<String> dataFiles(TableName table, TableMetadata metadata, FileIO files)
      throws NotWhole {
    @Nullable Snapshot current = metadata.currentSnapshot();
    if (current == null) {
      return List.of();
    }
    var content = new ManifestContent(table, files, metadata.specsById());
    var locations = new ArrayList<String>();
    for (var manifest : current.dataManifests(files)) {
      for (var listed : content.read(manifest)) {
        requireWhole(listed.file());
        locations.add(listed.file().location());
      }
    }
    return List.copyOf(locations);
  }

  private static void requireWhole(TableFile file) throws NotWhole {
    try {
      long bytes = Files.size(LakeRoot.path(file.location()));
      if (bytes != file.bytes()) {
        throw new NotWhole(
            "%s has %d bytes instead of %d".formatted(file.location(), bytes, file.bytes()), null);
      }
    } catch (IOException e) {
      throw new NotWhole("a data file is missing: " + e.getMessage(), e);
    }
  }

  LakeState state() {
    return Snapshots.state(metadata);
  }

  /// Something of a version is missing or damaged.
  static final class NotWhole extends Exception {
    private static final long serialVersionUID = 1L;

    NotWhole(String reason, @Nullable Throwable cause) {
      super(reason, cause);
    }
  }
}
