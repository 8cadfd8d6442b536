package dev.forktail.engine.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.UUID;

/// The mapped rows of one import, on disk between two tries. Of several imports only the one at
/// work has any: the others are mapped again when they go on.
final class WorkFolder {
  private final Path all;
  private final Path folder;

  WorkFolder(Path all, UUID id) {
    this.all = all;
    this.folder = all.resolve(id.toString());
  }

  Path path() {
    return folder;
  }

  /// Whether all rows have been mapped.
  boolean isComplete() {
    return Files.isDirectory(folder);
  }

  /// An empty folder for what is being mapped, the only one that there is.
  Path begin() {
    deleteAll();
    try {
      return Files.createDirectories(unfinished());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + all, e);
    }
  }

  /// All rows are mapped.
  void complete() {
    try {
      Files.move(unfinished(), folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + folder, e);
    }
  }

  private Path unfinished() {
    return folder.resolveSibling(folder.getFileName() + ".part");
  }

  /// Deletes what this import and others have left.
  void deleteAll() {
    if (!Files.exists(all)) {
      return;
    }
    try (var paths = Files.walk(all)) {
      for (var path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + all, e);
    }
  }
}
