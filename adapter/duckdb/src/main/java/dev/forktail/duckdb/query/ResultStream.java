package dev.forktail.duckdb.query;

import java.io.IOException;
import java.io.OutputStream;

/// Passes a result on and knows whether it was taken.
final class ResultStream extends OutputStream {
  private final OutputStream out;
  private boolean failed;

  ResultStream(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failed = true;
      throw e;
    }
  }

  boolean hasFailed() {
    return failed;
  }
}
