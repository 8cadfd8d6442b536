package dev.forktail.postgres.embedded;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The unpacked PostgreSQL programs. A version is unpacked once into a folder of its own; a folder
/// that lost files since is replaced. Several processes may do that at once.
record PostgresBinaries(Path folder) {
  private static final Logger log = LoggerFactory.getLogger(PostgresBinaries.class);

  private static final String MANIFEST = "forktail-manifest";
  private static final String UNFINISHED = ".unfinished-";
  private static final long NEEDED_MIB = 128;
  private static final int REPLACE_ATTEMPTS = 3;
  private static final Duration ABANDONED_AFTER = Duration.ofHours(1);

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
    if (!binaries.isComplete()) {
      Files.createDirectories(cache);
      FileTree.requireFree(cache, NEEDED_MIB, "unpack PostgreSQL");
      log.info("Unpacking PostgreSQL: folder={}", binaries.folder);
      var unfinished = Files.createTempDirectory(cache, UNFINISHED);
      try {
        deleteAbandoned(cache, unfinished);
        archive.unpackInto(unfinished);
        writeManifest(unfinished);
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
        binaries.takePlaceOf(unfinished);
      } finally {
        FileTree.delete(unfinished);
      }
    }
    return binaries;
  }

  Path program(String name) {
    return folder.resolve("bin").resolve(name);
  }

  /// Whether all files are there in their full size.
  boolean isComplete() throws IOException {
    var manifest = folder.resolve(MANIFEST);
    if (!Files.exists(manifest)) {
      return false;
    }
    for (var line : Files.readAllLines(manifest)) {
      var size = line.substring(0, line.indexOf(' '));
      var file = folder.resolve(line.substring(size.length() + 1));
      if (!Files.exists(file) || Files.size(file) != Long.parseLong(size)) {
        return false;
      }
    }
    return true;
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

  /// Another process may be doing the same: who comes second uses what the first has put there.
  private void takePlaceOf(Path unfinished) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (FileSystemException e) {
        if (isComplete()) {
          return;
        }
        if (attempt == REPLACE_ATTEMPTS) {
          throw e;
        }
        removeDamaged();
      }
    }
  }

  private void removeDamaged() throws IOException {
    var damaged = Files.createTempDirectory(folder.resolveSibling(""), UNFINISHED);
    try {
      Files.move(folder, damaged, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException _) {
      log.debug("Another process removed it: folder={}", folder);
    } finally {
      FileTree.delete(damaged);
    }
  }

  private static void deleteAbandoned(Path cache, Path justMade) throws IOException {
    var now = Files.getLastModifiedTime(justMade).toInstant();
    for (var folder : unfinished(cache)) {
      if (Files.getLastModifiedTime(folder).toInstant().plus(ABANDONED_AFTER).isBefore(now)) {
        FileTree.delete(folder);
      }
    }
  }

  private static List<Path> unfinished(Path cache) throws IOException {
    try (var paths = Files.list(cache)) {
      return paths.filter(path -> path.getFileName().toString().startsWith(UNFINISHED)).toList();
    }
  }
}
