package dev.forktail.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The file system, reduced to what a journal needs.
///
/// - **Contract.** Nothing is durable until it is forced: bytes by [DiskFile#force], a file's
///   existence and name by [#forceDirectory] of the folder that holds it. After a crash anything
///   that was not forced may be there, be missing, or be there in part.
/// - **Failure.** Every method throws `IOException`. A force that failed has lost an unknown part
///   of what it should have forced, and a second one that succeeds proves nothing.
/// - **Threads.** Safe for concurrent use.
public interface Disk {

  /// The names of what is in `directory`, sorted; empty if there is no such directory.
  List<String> list(Path directory) throws IOException;

  /// Creates `directory`, whose parent exists. Does nothing if it is there already.
  void createDirectory(Path directory) throws IOException;

  /// Creates the file, which must not exist, for reading and writing.
  DiskFile create(Path file) throws IOException;

  DiskFile openToRead(Path file) throws IOException;

  DiskFile openToWrite(Path file) throws IOException;

  /// Gives the file a name that is not taken.
  void rename(Path file, Path target) throws IOException;

  /// Deletes a file or an empty directory. Does nothing if it is gone already.
  void delete(Path path) throws IOException;

  /// Makes every creation, renaming and deletion in `directory` durable.
  void forceDirectory(Path directory) throws IOException;

  /// How many bytes can still be written to the file system that holds `directory`.
  long freeBytes(Path directory) throws IOException;
}
