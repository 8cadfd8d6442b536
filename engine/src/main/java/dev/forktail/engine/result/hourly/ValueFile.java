package dev.forktail.engine.result.hourly;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Values of units on disk, for what must be gone through twice: 8 bytes each and 8 for the unit.
///
/// - **Threads.** For one at a time.
final class ValueFile implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 << 10;

  private final Path file;
  private final DataOutputStream out;
  private long count;

  private ValueFile(Path file, DataOutputStream out) {
    this.file = file;
    this.out = out;
  }

  /// An empty one, deleted in the end.
  static ValueFile create(Path file) throws IOException {
    var out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES);
    return new ValueFile(file, new DataOutputStream(out));
  }

  /// Adds a unit.
  void add(int arm, long[] values) throws IOException {
    out.writeInt(arm);
    out.writeInt(values.length);
    for (long value : values) {
      out.writeLong(value);
    }
    count++;
  }

  /// Takes the values of a unit.
  interface Taker {
    void take(int arm, long[] values);
  }

  /// Hands over all units; none can be added any more.
  void forEach(Taker taker) throws IOException {
    out.close();
    var bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    try (var in = new DataInputStream(bytes)) {
      for (long unit = 0; unit < count; unit++) {
        int arm = in.readInt();
        var values = new long[in.readInt()];
        for (int i = 0; i < values.length; i++) {
          values[i] = in.readLong();
        }
        taker.take(arm, values);
      }
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(file);
  }
}
