package dev.forktail.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// Makes a journal behave as if it had a bug, to show that the tests would find it.
public final class BuggyDisk extends ForwardingDisk {
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

  private final Bug bug;

  public BuggyDisk(Disk disk, Bug bug) {
    super(disk);
    this.bug = bug;
  }

  @Override
  protected DiskFile written(DiskFile file) {
    return new BuggyFile(file);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    if (bug != Bug.SKIP_DIRECTORY_FORCE) {
      super.forceDirectory(directory);
    }
  }

  private final class BuggyFile extends ForwardingFile {
    BuggyFile(DiskFile file) {
      super(file);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      try {
        super.write(source, position);
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
        super.force(metadata && bug != Bug.SKIP_METADATA);
      } catch (IOException e) {
        if (bug == Bug.RETRY_FORCE) {
          super.force(metadata);
        } else if (bug != Bug.IGNORE_FAILED_FORCE) {
          throw e;
        }
      }
    }
  }
}
