package dev.forktail.app;

import dev.forktail.engine.ingest.DiskBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/// Measures what a data folder holds and what its file system has left.
final class DiskReadings {
  private final Path folder;
  private final Path lake;
  private final long budgetBytes;
  private final long reserveBytes;

  /// Readings of `folder`, which may hold `budgetBytes` and must leave `reserveBytes` of its file
  /// system free. What is in `lake`, which is to stay, does not count towards the budget.
  DiskReadings(Path folder, Path lake, long budgetBytes, long reserveBytes) {
    this.folder = folder.toAbsolutePath().normalize();
    this.lake = lake.toAbsolutePath().normalize();
    this.budgetBytes = budgetBytes;
    this.reserveBytes = reserveBytes;
  }

  DiskBudget.Reading read() {
    try {
      // Not Files.getFileStore, which fails where the root is no mount point, as in some
      // containers.
      long free = folder.toFile().getUsableSpace();
      return new DiskBudget.Reading(bytes(), budgetBytes, free, reserveBytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot measure the data folder " + folder, e);
    }
  }

  /// Whether files may be added to the lake. They may take half of the reserve: only what is in the
  /// lake can leave the database and make room there.
  boolean lakeHasRoom() {
    return existing(lake).toFile().getUsableSpace() > reserveBytes / 2;
  }

  private static Path existing(Path folder) {
    Path parent = folder.getParent();
    return parent == null || Files.exists(folder) ? folder : existing(parent);
  }

  private long bytes() throws IOException {
    var sum = new Sum(lake);
    Files.walkFileTree(folder, sum);
    return sum.bytes;
  }

  /// Adds up file sizes; files that go while it walks do not count.
  private static final class Sum extends SimpleFileVisitor<Path> {
    private final Path lake;
    private long bytes;

    Sum(Path lake) {
      this.lake = lake;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return folder.equals(lake) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      bytes += attributes.size();
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
      return FileVisitResult.CONTINUE;
    }
  }
}
