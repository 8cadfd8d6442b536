package dev.forktail.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/// Makes a journal behave as if it had a bug, to show that the tests would find it.
public final class BuggyDisk implements Disk {
  public enum Bug {
    /// Acknowledges groups that are written but not forced.
    ACKNOWLEDGE_BEFORE_FORCE,
    /// Forces again after a failed force, and believes it.
    RETRY_FORCE,
    /// Believes that a failed force did its work.
    IGNORE_FAILED_FORCE,
    /// Believes that a failed write did its work.
    IGNORE_FAILED_WRITE,
    /// Creates and renames files without forcing their folder.
    SKIP_DIRECTORY_FORCE,
    /// Forces new files without their size.
    SKIP_METADATA
  }

  private final Disk disk;
  private final Bug bug;

  public BuggyDisk(Disk disk, Bug bug) {
    this.disk = disk;
    this.bug = bug;
  }

  @Override
  public List<String> list(Path directory) throws IOException {
    return disk.list(directory);
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    disk.createDirectory(directory);
  }

  @Override
  public DiskFile create(Path file) throws IOException {
    return new BuggyFile(disk.create(file));
  }

  @Override
  public DiskFile openToRead(Path file) throws IOException {
    return disk.openToRead(file);
  }

  @Override
  public DiskFile openToWrite(Path file) throws IOException {
    return new BuggyFile(disk.openToWrite(file));
  }

  @Override
  public void rename(Path file, Path target) throws IOException {
    disk.rename(file, target);
  }

  @Override
  public void delete(Path path) throws IOException {
    disk.delete(path);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    if (bug != Bug.SKIP_DIRECTORY_FORCE) {
      disk.forceDirectory(directory);
    }
  }

  @Override
  public long freeBytes(Path directory) throws IOException {
    return disk.freeBytes(directory);
  }

  private final class BuggyFile implements DiskFile {
    private final DiskFile file;

    BuggyFile(DiskFile file) {
      this.file = file;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return file.read(target, position);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      try {
        file.write(source, position);
      } catch (IOException e) {
        if (bug != Bug.IGNORE_FAILED_WRITE) {
          throw e;
        }
      }
    }

    @Override
    public void force(boolean metadata) throws IOException {
      if (bug == Bug.ACKNOWLEDGE_BEFORE_FORCE && !metadata) {
        return;
      }
      try {
        file.force(metadata && bug != Bug.SKIP_METADATA);
      } catch (IOException e) {
        if (bug == Bug.RETRY_FORCE) {
          file.force(metadata);
        } else if (bug != Bug.IGNORE_FAILED_FORCE) {
          throw e;
        }
      }
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
