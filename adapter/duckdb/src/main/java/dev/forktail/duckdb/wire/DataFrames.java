package dev.forktail.duckdb.wire;

import java.io.IOException;
import java.io.OutputStream;

/// A stream whose bytes leave as DATA frames. Flush it at the end; closing only flushes.
public final class DataFrames extends OutputStream {
  private final FrameWriter frames;
  private final byte[] buffer = new byte[Frame.DATA_BYTES_MAX];
  private int size;
  private long total;

  public DataFrames(FrameWriter frames) {
    this.frames = frames;
  }

  @Override
  public void write(int value) throws IOException {
    if (size == buffer.length) {
      flush();
    }
    buffer[size++] = (byte) value;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int written = 0;
    while (written < length) {
      if (size == buffer.length) {
        flush();
      }
      int part = Math.min(length - written, buffer.length - size);
      System.arraycopy(bytes, offset + written, buffer, size, part);
      size += part;
      written += part;
    }
  }

  @Override
  public void flush() throws IOException {
    if (size > 0) {
      frames.write(FrameKind.DATA, buffer, 0, size);
      total += size;
      size = 0;
    }
  }

  @Override
  public void close() throws IOException {
    flush();
  }

  /// How many bytes were written so far.
  public long bytes() {
    return total + size;
  }
}
