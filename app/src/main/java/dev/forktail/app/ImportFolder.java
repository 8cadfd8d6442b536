package dev.forktail.app;

import dev.forktail.app.DataFolder.StartException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Where an import keeps what it needs between two tries, below the data folder. One import at a
/// time has it.
final class ImportFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel lockFile;

  private ImportFolder(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /// Takes the folder, if its disk has room for what is to be imported.
  static ImportFolder open(Path data, long reserveBytes, List<Path> files) {
    Path path = data.resolve("import");
    try {
      Files.createDirectories(path);
      requireRoom(path, reserveBytes, files);
      var channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        throw new StartException("Another import has " + path + ". Let it end first.");
      }
      return new ImportFolder(path, channel);
    } catch (IOException e) {
      throw new StartException("Cannot write " + path + ": " + e, e);
    }
  }

  /// The mapped rows of a file and its part of the lake take less than it does, each.
  private static void requireRoom(Path path, long reserveBytes, List<Path> files)
      throws IOException {
    long bytes = 0;
    for (var file : files) {
      bytes += Files.size(file);
    }
    long free = path.toFile().getUsableSpace();
    if (free - reserveBytes < 2 * bytes) {
      throw new StartException(
          "There is not enough room in %s: free=%d bytes, of which disk.reserve keeps %d; files=%d bytes"
              .formatted(path, free, reserveBytes, bytes));
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
