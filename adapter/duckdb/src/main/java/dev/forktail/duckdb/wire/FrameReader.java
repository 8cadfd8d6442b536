package dev.forktail.duckdb.wire;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Frames as they come in. One thread at a time.
public final class FrameReader {
  private final DataInputStream in;

  public FrameReader(InputStream in) {
    this.in = new DataInputStream(new BufferedInputStream(in, 2 * Frame.DATA_BYTES_MAX));
  }

  /// The next frame; null when the other side has closed between two frames.
  ///
  /// @throws IOException when it has closed within one, or sent what is no frame
  public @Nullable Frame read() throws IOException {
    int code = in.read();
    if (code < 0) {
      return null;
    }
    var kind = FrameKind.ofCode(code);
    int length = in.readInt();
    if (length < 0 || length > Frame.BYTES_MAX) {
      throw new IOException("A frame says it is too long: " + length);
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("A frame was cut off: " + bytes.length + " of " + length);
    }
    return new Frame(kind, bytes);
  }
}
