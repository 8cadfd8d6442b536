package dev.forktail.duckdb.process;

import dev.forktail.duckdb.wire.DataFrames;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/// Rows on their way to a child, which end early when it has answered already, or when their thread
/// is interrupted.
final class RowFrames extends OutputStream {
  private final DataFrames frames;
  private final ChildOutput output;
  private boolean failed;

  RowFrames(DataFrames frames, ChildOutput output) {
    this.frames = frames;
    this.output = output;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    check();
    try {
      frames.write(bytes, offset, length);
    } catch (IOException e) {
      failed = true;
      throw e;
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      frames.flush();
    } catch (IOException e) {
      failed = true;
      throw e;
    }
  }

  /// Whether the child could not be reached any more.
  boolean hasFailed() {
    return failed;
  }

  private void check() throws IOException {
    if (output.isAnswered()) {
      throw new IOException("The child does not want these rows");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("Interrupted while sending rows");
    }
  }
}
