package dev.forktail.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The folder that holds all data of one server, locked against a second process.
final class DataFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel lockFile;

  private DataFolder(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /// Makes the folder if it is not there, and locks it until [#close] or the end of the process.
  ///
  /// @throws StartException when another process has it, or it cannot be written
  static DataFolder open(Path path, long pid) {
    try {
      Files.createDirectories(path);
      var channel =
          FileChannel.open(
              path.resolve("forktail.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        String owner = ownerIn(channel);
        channel.close();
        throw new StartException(
            "The data folder %s is in use by process %s. Stop it, or choose another folder with --data."
                .formatted(path, owner));
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(Long.toString(pid).getBytes(StandardCharsets.US_ASCII)), 0);
      return new DataFolder(path, channel);
    } catch (IOException e) {
      throw new StartException(
          "Cannot write the data folder %s: %s. Choose another one with --data.".formatted(path, e),
          e);
    }
  }

  Path path() {
    return path;
  }

  Path journals() {
    return path.resolve("journal");
  }

  Path postgres() {
    return path.resolve("postgres");
  }

  /// For the PostgreSQL of experiments.
  Path product() {
    return path.resolve("product");
  }

  /// For the files of DuckDB children.
  Path children() {
    return path.resolve("children");
  }

  /// For statements of users: DuckDB's own files, and results on their way.
  Path query() {
    return path.resolve("query");
  }

  /// Where A/A checks work.
  Path aaCheck() {
    return path.resolve("aa-check");
  }

  /// Where DuckDB works when it reads all events of runs.
  Path runEvents() {
    return path.resolve("run-events");
  }

  /// Where results are computed by the hour.
  Path hourly() {
    return path.resolve("hourly");
  }

  /// Where recounts of results work.
  Path recount() {
    return path.resolve("recount");
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }

  private static String ownerIn(FileChannel channel) throws IOException {
    var bytes = ByteBuffer.allocate(32);
    channel.read(bytes, 0);
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
  }

  /// Why the server did not start, in one line that a person can act on.
  static final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartException(String message) {
      super(message);
    }

    StartException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
