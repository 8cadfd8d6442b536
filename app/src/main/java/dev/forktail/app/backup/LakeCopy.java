package dev.forktail.app.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Copies the files of a lake, which never change. A file that is there already is not copied
/// again. The folder `from` may be a link to where they are.
public record LakeCopy(Path from, Path to) {

  /// Copies what is missing; how many files that were.
  public int run() throws IOException {
    if (!Files.isDirectory(from)) {
      return 0;
    }
    int copied = 0;
    var real = from.toRealPath();
    try (var paths = Files.walk(real)) {
      for (var path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        copied += copy(path, to.resolve(real.relativize(path))) ? 1 : 0;
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return copied;
  }

  /// Files that are being written have other names, and are nobody's yet.
  private static boolean copy(Path path, Path target) throws IOException {
    boolean isUnfinished = path.toString().endsWith(".part");
    if (isUnfinished || (Files.exists(target) && Files.size(target) == Files.size(path))) {
      return false;
    }
    Files.createDirectories(target.resolveSibling("."));
    try {
      Files.copy(
          path, target, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
      return true;
    } catch (NoSuchFileException e) {
      if (Files.exists(path)) {
        throw e;
      }
      return false;
    }
  }
}
