package dev.forktail.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The unpacked PostgreSQL programs. A version is unpacked once into a folder of its own; a folder
/// that lost files since is replaced, by one process at a time; one that is whole is never touched.
record PostgresBinaries(Path folder) {
  private static final Logger log = LoggerFactory.getLogger(PostgresBinaries.class);

  private static final String MANIFEST = "forktail-manifest";
  private static final String UNFINISHED = ".unfinished-";
  private static final long NEEDED_MIB = 128;

  /// The process that unpacks is part of the name.
  private static final Pattern ABANDONED =
      Pattern.compile(Pattern.quote(UNFINISHED) + "(\\d{1,18})-.*");

  static PostgresBinaries unpackedIn(Path cache) {
    try {
      return unpackedIn(cache, BinariesArchive.ofThisPlatform());
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          "Cannot unpack PostgreSQL into %s: %s".formatted(cache, e), e);
    }
  }

  private static PostgresBinaries unpackedIn(Path cache, BinariesArchive archive)
      throws IOException {
    var binaries = new PostgresBinaries(cache.resolve(archive.folderName()));
    Files.createDirectories(cache);
    deleteAbandoned(cache);
    if (binaries.isComplete()) {
      return binaries;
    }
    try (var _ = FolderLock.take(cache)) {
      // Another process may have unpacked them while this one waited.
      if (!binaries.isComplete()) {
        binaries.unpack(archive);
      }
    }
    return binaries;
  }

  private void unpack(BinariesArchive archive) throws IOException {
    Path cache = folder.resolveSibling("");
    FileTree.requireFree(cache, NEEDED_MIB, "unpack PostgreSQL");
    log.info("Unpacking PostgreSQL: folder={}", folder);
    var unfinished = newUnfinished(cache);
    try {
      archive.unpackInto(unfinished);
      writeManifest(unfinished);
      Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
      removeDamaged();
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      FileTree.delete(unfinished);
    }
  }

  Path program(String name) {
    return folder.resolve("bin").resolve(name);
  }

  /// Whether all files are there in their full size. They may go while it looks, when another
  /// process replaces them.
  boolean isComplete() throws IOException {
    try {
      for (var line : Files.readAllLines(folder.resolve(MANIFEST))) {
        var size = line.substring(0, line.indexOf(' '));
        var file = folder.resolve(line.substring(size.length() + 1));
        if (Files.size(file) != Long.parseLong(size)) {
          return false;
        }
      }
      return true;
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  private static void writeManifest(Path folder) throws IOException {
    var lines = new ArrayList<String>();
    try (var paths = Files.walk(folder)) {
      for (var file : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        lines.add(Files.size(file) + " " + folder.relativize(file));
      }
    }
    Files.write(folder.resolve(MANIFEST), lines);
  }

  /// Called with the lock of the cache: what is damaged now stays so.
  private void removeDamaged() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    var damaged = newUnfinished(folder.resolveSibling(""));
    try {
      Files.move(folder, damaged, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      FileTree.delete(damaged);
    }
  }

  private static Path newUnfinished(Path cache) throws IOException {
    return Files.createTempDirectory(cache, UNFINISHED + ProcessHandle.current().pid() + "-");
  }

  /// Deletes what processes that have ended since had begun to unpack.
  private static void deleteAbandoned(Path cache) throws IOException {
    try (var entries = Files.list(cache)) {
      for (var entry : (Iterable<Path>) entries::iterator) {
        var name = ABANDONED.matcher(entry.getFileName().toString());
        if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
          FileTree.delete(entry);
        }
      }
    }
  }
}
