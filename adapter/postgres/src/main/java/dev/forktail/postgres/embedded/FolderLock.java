package dev.forktail.postgres.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/// The right to change what lies in a folder, held by one thread of one process at a time until it
/// is closed, or the process ends.
final class FolderLock implements AutoCloseable {
  static final String FILE = ".lock";

  /// A lock on a file keeps out other processes only.
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  private final FileChannel file;

  private FolderLock(FileChannel file) {
    this.file = file;
  }

  /// Waits until nobody else has `folder`. The folder keeps the file that is locked.
  static FolderLock take(Path folder) throws IOException {
    IN_THIS_PROCESS.lock();
    try {
      return new FolderLock(locked(folder.resolve(FILE)));
    } catch (IOException | RuntimeException e) {
      IN_THIS_PROCESS.unlock();
      throw e;
    }
  }

  private static FileChannel locked(Path path) throws IOException {
    var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      var _ = file.lock();
      return file;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      file.close();
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }
}
