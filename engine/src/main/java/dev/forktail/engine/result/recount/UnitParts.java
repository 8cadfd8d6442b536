package dev.forktail.engine.result.recount;

import dev.forktail.engine.result.live.UnitKey;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Observations on disk, in files each of which has all of some units. A file that is too large to
/// be held in memory is taken apart once more, so that only one unit need fit.
///
/// - **Threads.** For one at a time.
final class UnitParts implements AutoCloseable {
  private static final int BITS = 6;
  private static final int COUNT = 1 << BITS;
  private static final int LEVELS = Long.SIZE / BITS;
  private static final int BUFFER_BYTES = 64 << 10;

  private final Path folder;
  private final int level;
  private final long heldBytesMax;
  private final @Nullable DataOutputStream[] outputs = new @Nullable DataOutputStream[COUNT];

  private UnitParts(Path folder, int level, long heldBytesMax) {
    this.folder = folder;
    this.level = level;
    this.heldBytesMax = heldBytesMax;
  }

  /// None yet.
  ///
  /// @param folder is made, and deleted in the end
  /// @param heldBytesMax what may be held in memory of one file
  static UnitParts create(Path folder, long heldBytesMax) throws IOException {
    return create(folder, 0, heldBytesMax);
  }

  private static UnitParts create(Path folder, int level, long heldBytesMax) throws IOException {
    return new UnitParts(Files.createDirectories(folder), level, heldBytesMax);
  }

  void add(Placed placed) throws IOException {
    int part = part(placed.place().unit());
    var output = outputs[part];
    if (output == null) {
      var file = Files.newOutputStream(file(part));
      output = new DataOutputStream(new BufferedOutputStream(file, BUFFER_BYTES));
      outputs[part] = output;
    }
    PlacedCodec.write(output, placed);
  }

  private Path file(int part) {
    return folder.resolve(part + ".units");
  }

  private int part(UnitKey unit) {
    return (int) (unit.high() >>> (Long.SIZE - BITS * (level + 1))) & (COUNT - 1);
  }

  /// Takes what one file has.
  interface Reader {
    void read(Rows rows) throws IOException;
  }

  /// What one file has, which can be gone through more than once.
  interface Rows {
    void forEach(Taker taker) throws IOException;
  }

  /// Takes one observation.
  interface Taker {
    void take(Placed placed) throws IOException;
  }

  /// Hands over all that was added, units whole, and forgets it.
  void drain(Reader reader) throws IOException {
    finish();
    for (int part = 0; part < COUNT; part++) {
      if (outputs[part] != null) {
        drain(file(part), reader);
        Files.delete(file(part));
      }
    }
  }

  private void finish() throws IOException {
    for (var output : outputs) {
      if (output != null) {
        output.close();
      }
    }
  }

  private void drain(Path file, Reader reader) throws IOException {
    if (Files.size(file) <= heldBytesMax || level + 1 == LEVELS) {
      reader.read(taker -> read(file, taker));
      return;
    }
    try (var smaller = create(folder.resolve("apart"), level + 1, heldBytesMax)) {
      read(file, smaller::add);
      smaller.drain(reader);
    }
  }

  private static void read(Path file, Taker taker) throws IOException {
    try (var in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES))) {
      for (var next = PlacedCodec.read(in); next != null; next = PlacedCodec.read(in)) {
        taker.take(next);
      }
    }
  }

  @Override
  public void close() throws IOException {
    finish();
    for (int part = 0; part < COUNT; part++) {
      Files.deleteIfExists(file(part));
    }
    Files.delete(folder);
  }
}
