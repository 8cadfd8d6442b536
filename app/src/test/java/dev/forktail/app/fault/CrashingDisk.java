package dev.forktail.app.fault;

import dev.forktail.app.fault.CrashPoint.Place;
import dev.forktail.journal.Disk;
import dev.forktail.journal.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/// A disk beside which the process dies.
record CrashingDisk(Disk disk, CrashPoint crash) implements Disk {
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
    var created = new CrashingFile(disk.create(file), crash);
    crash.reached(Place.AFTER_CREATE);
    return created;
  }

  @Override
  public DiskFile openToRead(Path file) throws IOException {
    return disk.openToRead(file);
  }

  @Override
  public DiskFile openToWrite(Path file) throws IOException {
    return new CrashingFile(disk.openToWrite(file), crash);
  }

  @Override
  public void rename(Path file, Path target) throws IOException {
    crash.reached(Place.BEFORE_RECYCLE);
    disk.rename(file, target);
    crash.reached(Place.AFTER_RECYCLE);
  }

  @Override
  public void delete(Path path) throws IOException {
    crash.reached(Place.BEFORE_DELETE);
    disk.delete(path);
    crash.reached(Place.AFTER_DELETE);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    crash.reached(Place.BEFORE_FORCE_DIRECTORY);
    disk.forceDirectory(directory);
  }

  @Override
  public long freeBytes(Path directory) throws IOException {
    return disk.freeBytes(directory);
  }

  private record CrashingFile(DiskFile file, CrashPoint crash) implements DiskFile {
    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return file.read(target, position);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      crash.reached(Place.BEFORE_APPEND);
      file.write(source, position);
      crash.reached(Place.AFTER_APPEND);
    }

    @Override
    public void force(boolean metadata) throws IOException {
      crash.reached(Place.BEFORE_FORCE);
      file.force(metadata);
      crash.reached(Place.AFTER_FORCE);
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
