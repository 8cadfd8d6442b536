package dev.forktail.app.fault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// The place where data folders of releases are made and unpacked: always the same, since the
/// tables of a lake name their files by path. One test at a time has it on a machine.
final class KeptFolder implements AutoCloseable {
  static final Path ARCHIVES = Path.of("src", "test", "releases");

  private static final Path PLACE = Path.of("/tmp", "forktail-kept-folder");

  private final FileChannel lockFile;
  private final FileLock lock;

  private KeptFolder(FileChannel lockFile, FileLock lock) {
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /// Waits for the place, and empties it.
  static KeptFolder take() throws IOException {
    var lockFile =
        FileChannel.open(
            PLACE.resolveSibling("forktail-kept-folder.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    var folder = new KeptFolder(lockFile, lockFile.lock());
    PostgresProcesses.kill(folder.data().resolve("postgres/cluster"));
    PostgresProcesses.kill(folder.data().resolve("product/cluster"));
    Workshop.delete(PLACE);
    Files.createDirectories(PLACE);
    Shell.must("chmod", "755", PLACE.toString());
    return folder;
  }

  Path data() {
    return PLACE.resolve("data");
  }

  /// The archives of all releases, each with what it is called.
  static List<Path> archives() throws IOException {
    try (var files = Files.list(ARCHIVES)) {
      return files.filter(file -> file.toString().endsWith(".tar.xz")).sorted().toList();
    }
  }

  void unpack(Path archive) throws IOException {
    try (var raw = Files.newInputStream(archive);
        var tar = new TarArchiveInputStream(new XZCompressorInputStream(raw))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        var path = PLACE.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else {
          Files.createDirectories(path.resolveSibling("."));
          Files.copy(tar, path);
        }
        Shell.must("chmod", Integer.toOctalString(entry.getMode() & 0777), path.toString());
      }
    }
  }

  /// Packs what is there as the folder of a release.
  void pack(Path archive) throws IOException {
    Files.createDirectories(ARCHIVES);
    var tar = PLACE.resolveSibling("forktail-kept-folder.tar");
    Shell.must(
        "tar",
        "--sort=name",
        "--owner=0",
        "--group=0",
        "-C",
        PLACE.toString(),
        "-cf",
        tar.toString(),
        "data");
    Shell.must("xz", "-9e", "--force", tar.toString());
    Files.move(
        tar.resolveSibling(tar.getFileName() + ".xz"),
        archive,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    Workshop.delete(PLACE);
    lock.release();
    lockFile.close();
  }
}
