package dev.forktail.lake;

import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeFolder;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The lake in a folder of this machine.
public final class LocalLakeFolder implements LakeFolder {
  private final LakeRoot root;

  public LocalLakeFolder(LakeRoot root) {
    this.root = root;
  }

  @Override
  public List<StoredFile> writtenBefore(TableName table, Instant moment) {
    Path folder = LakeRoot.path(root.table(table));
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var paths = Files.walk(folder)) {
      return paths
          .flatMap(LocalLakeFolder::file)
          .filter(file -> file.written().isBefore(moment))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new LakeException.Unavailable("Cannot list the files below " + folder, e);
    }
  }

  /// The file at `path`; none if it is a folder, or went away meanwhile.
  private static Stream<StoredFile> file(Path path) {
    try {
      var attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        return Stream.empty();
      }
      return Stream.of(
          new StoredFile(
              "file://" + path, attributes.size(), attributes.lastModifiedTime().toInstant()));
    } catch (NoSuchFileException _) {
      return Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void delete(String location) {
    try {
      Files.deleteIfExists(LakeRoot.path(location));
    } catch (IOException e) {
      throw new LakeException.Unavailable(
          "Cannot delete " + location + ": " + Objects.toString(e.getMessage()), e);
    }
  }
}
