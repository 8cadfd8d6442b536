package dev.forktail.app.fault;

import dev.forktail.journal.Disk;
import dev.forktail.journal.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A disk whose n-th force fails, and only that one. As a real disk may, it has lost by then what
/// was written since the force before; a second force that succeeds does not bring it back.
public final class FailingDisk implements Disk {
  static final String WORDS = "This force was made to fail: number ";

  private final Disk disk;
  private final int failing;
  private final AtomicInteger forces = new AtomicInteger();

  public FailingDisk(Disk disk, int failing) {
    this.disk = disk;
    this.failing = failing;
  }

  /// How the program with this disk in it is told which force fails.
  static String property(int failing) {
    return "forktail.fault.force=" + failing;
  }

  private boolean isFailing() {
    if (forces.incrementAndGet() != failing) {
      return false;
    }
    System.out.println(WORDS + failing);
    return true;
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
    return new FailingFile(disk.create(file));
  }

  @Override
  public DiskFile openToRead(Path file) throws IOException {
    return disk.openToRead(file);
  }

  @Override
  public DiskFile openToWrite(Path file) throws IOException {
    return new FailingFile(disk.openToWrite(file));
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
    if (isFailing()) {
      throw new IOException("Input/output error");
    }
    disk.forceDirectory(directory);
  }

  @Override
  public long freeBytes(Path directory) throws IOException {
    return disk.freeBytes(directory);
  }

  /// Where bytes were written that are not forced yet.
  private record Written(long position, int bytes) {}

  private final class FailingFile implements DiskFile {
    private final DiskFile file;
    private final List<Written> unforced = new ArrayList<>();

    FailingFile(DiskFile file) {
      this.file = file;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return file.read(target, position);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      unforced.add(new Written(position, source.remaining()));
      file.write(source, position);
    }

    @Override
    public void force(boolean metadata) throws IOException {
      if (isFailing()) {
        for (var lost : unforced) {
          file.write(ByteBuffer.allocate(lost.bytes()), lost.position());
        }
        throw new IOException("Input/output error");
      }
      file.force(metadata);
      unforced.clear();
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
