package dev.forktail.duckdb.child;

import java.io.IOException;
import java.io.OutputStream;

/// Passes bytes on, up to a limit.
///
/// - **Failure.** [TooLargeException].
final class LimitedOutput extends OutputStream {
  private final OutputStream out;
  private final long bytesMax;
  private long bytes;

  LimitedOutput(OutputStream out, long bytesMax) {
    this.out = out;
    this.bytesMax = bytesMax;
  }

  @Override
  public void write(int value) throws IOException {
    count(1);
    out.write(value);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    count(length);
    out.write(from, offset, length);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /// How many more bytes there may be.
  long room() {
    return bytesMax - bytes;
  }

  TooLargeException tooLarge() {
    return new TooLargeException(bytesMax);
  }

  private void count(int more) {
    if (more > room()) {
      throw tooLarge();
    }
    bytes += more;
  }
}
