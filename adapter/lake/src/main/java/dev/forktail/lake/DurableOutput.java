package dev.forktail.lake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.apache.iceberg.io.PositionOutputStream;

/// A file being written. Once it is closed, it and its place in its folder survive a power cut.
final class DurableOutput extends PositionOutputStream {
  private static final int BUFFER_BYTES = 64 << 10;

  private final Path path;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private long written;

  DurableOutput(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static Path folderOf(Path file) {
    return Objects.requireNonNull(file.getParent(), "a file of the lake is in a folder");
  }

  @Override
  public long getPos() {
    return written + buffer.position();
  }

  @Override
  public void write(int octet) throws IOException {
    if (!buffer.hasRemaining()) {
      drain();
    }
    buffer.put((byte) octet);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      if (!buffer.hasRemaining()) {
        drain();
      }
      int part = Math.min(length - done, buffer.remaining());
      buffer.put(bytes, offset + done, part);
      done += part;
    }
  }

  @Override
  public void flush() throws IOException {
    drain();
  }

  private void drain() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      written += channel.write(buffer);
    }
    buffer.clear();
  }

  @Override
  public void close() throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    try (channel) {
      drain();
      channel.force(true);
    }
    forceFolders();
  }

  /// The folder that has the file, and the one that has the folder, which may be new.
  private void forceFolders() throws IOException {
    Path folder = folderOf(path);
    force(folder);
    force(folderOf(folder));
  }

  private static void force(Path folder) throws IOException {
    try (var opened = FileChannel.open(folder, StandardOpenOption.READ)) {
      opened.force(true);
    }
  }
}
