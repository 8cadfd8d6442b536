package dev.forktail.app.fault;

import dev.forktail.journal.Disk;
import dev.forktail.journal.DiskFile;
import dev.forktail.journal.ForwardingDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A disk whose n-th force fails, and only that one. As a real disk may, it has lost by then what
/// was written since the force before; a second force that succeeds does not bring it back.
public final class FailingDisk extends ForwardingDisk {
  static final String WORDS = "This force was made to fail: number ";

  private final int failing;
  private final AtomicInteger forces = new AtomicInteger();

  public FailingDisk(Disk disk, int failing) {
    super(disk);
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
  protected DiskFile written(DiskFile file) {
    return new FailingFile(file);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    if (isFailing()) {
      throw new IOException("Input/output error");
    }
    super.forceDirectory(directory);
  }

  /// Where bytes were written that are not forced yet.
  private record Written(long position, int bytes) {}

  private final class FailingFile extends ForwardingFile {
    private final List<Written> unforced = new ArrayList<>();

    FailingFile(DiskFile file) {
      super(file);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      unforced.add(new Written(position, source.remaining()));
      super.write(source, position);
    }

    @Override
    public void force(boolean metadata) throws IOException {
      if (isFailing()) {
        for (var lost : unforced) {
          super.write(ByteBuffer.allocate(lost.bytes()), lost.position());
        }
        throw new IOException("Input/output error");
      }
      super.force(metadata);
      unforced.clear();
    }
  }
}
