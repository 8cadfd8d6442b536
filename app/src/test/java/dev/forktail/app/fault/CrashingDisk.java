package dev.forktail.app.fault;

import dev.forktail.app.fault.CrashPoint.Place;
import dev.forktail.journal.Disk;
import dev.forktail.journal.DiskFile;
import dev.forktail.journal.ForwardingDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// A disk beside which the process dies.
final class CrashingDisk extends ForwardingDisk {
  private final CrashPoint crash;

  CrashingDisk(Disk disk, CrashPoint crash) {
    super(disk);
    this.crash = crash;
  }

  @Override
  protected DiskFile written(DiskFile file) {
    return new CrashingFile(file);
  }

  @Override
  public DiskFile create(Path file) throws IOException {
    var created = super.create(file);
    crash.reached(Place.AFTER_CREATE);
    return created;
  }

  @Override
  public void rename(Path file, Path target) throws IOException {
    crash.reached(Place.BEFORE_RECYCLE);
    super.rename(file, target);
    crash.reached(Place.AFTER_RECYCLE);
  }

  @Override
  public void delete(Path path) throws IOException {
    crash.reached(Place.BEFORE_DELETE);
    super.delete(path);
    crash.reached(Place.AFTER_DELETE);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    crash.reached(Place.BEFORE_FORCE_DIRECTORY);
    super.forceDirectory(directory);
  }

  private final class CrashingFile extends ForwardingFile {
    CrashingFile(DiskFile file) {
      super(file);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      crash.reached(Place.BEFORE_APPEND);
      super.write(source, position);
      crash.reached(Place.AFTER_APPEND);
    }

    @Override
    public void force(boolean metadata) throws IOException {
      crash.reached(Place.BEFORE_FORCE);
      super.force(metadata);
      crash.reached(Place.AFTER_FORCE);
    }
  }
}
