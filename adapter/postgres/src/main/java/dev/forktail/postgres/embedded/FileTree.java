package dev.forktail.postgres.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Operations on a folder with all it contains.
final class FileTree {
  private static final Logger log = LoggerFactory.getLogger(FileTree.class);

  private static final long MIB = 1 << 20;

  private FileTree() {}

  /// Deletes what is of no use any more. Where that fails, because an orphan of an earlier life
  /// still writes there or another process deletes it too, the next start tries again.
  static void delete(Path folder) {
    try {
      for (var path : contents(folder).reversed()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      log.info("A folder of no use is left for the next start to delete: reason={}", e.toString());
    }
  }

  /// Gives the tree to `uid` and `gid`, the folder itself last: its owner says that all is done.
  static void giveTo(Path folder, int uid, int gid) throws IOException {
    for (var path : contents(folder).reversed()) {
      Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
    }
  }

  static int owner(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:uid");
  }

  /// Makes new, renamed and removed entries of `folder` survive a power loss.
  static void force(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  static void requireFree(Path folder, long mib, String purpose) {
    // Not Files.getFileStore, which fails where the root is no mount point, as in some containers.
    var free = folder.toFile().getUsableSpace() / MIB;
    if (free < mib) {
      throw new EmbeddedPostgresException(
          "No space to %s in %s: free at least %d MB there (now %d MB)"
              .formatted(purpose, folder, mib, free));
    }
  }

  /// Every folder before what is in it.
  private static List<Path> contents(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      return paths.sorted(Comparator.naturalOrder()).toList();
    } catch (NoSuchFileException _) {
      return List.of(); // Nothing there, so nothing to do.
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
