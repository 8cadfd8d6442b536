package dev.forktail.duckdb.wire;

import java.io.IOException;
import java.io.OutputStream;

/// Frames on their way out, each flushed as a whole. Safe for concurrent use.
public final class FrameWriter {
  private static final int HEADER_BYTES = 5;

  private final Object lock = new Object();
  private final OutputStream out;
  private final byte[] header = new byte[HEADER_BYTES];

  public FrameWriter(OutputStream out) {
    this.out = out;
  }

  public void write(FrameKind kind, byte[] bytes) throws IOException {
    write(kind, bytes, 0, bytes.length);
  }

  public void write(FrameKind kind, byte[] bytes, int offset, int length) throws IOException {
    if (length > Frame.BYTES_MAX) {
      throw new IOException("A frame holds " + Frame.BYTES_MAX + " bytes: " + length);
    }
    synchronized (lock) {
      header[0] = (byte) kind.code();
      header[1] = (byte) (length >>> 24);
      header[2] = (byte) (length >>> 16);
      header[3] = (byte) (length >>> 8);
      header[4] = (byte) length;
      out.write(header);
      out.write(bytes, offset, length);
      out.flush();
    }
  }
}
