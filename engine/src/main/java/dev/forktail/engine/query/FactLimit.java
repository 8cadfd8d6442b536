package dev.forktail.engine.query;

import dev.forktail.engine.export.RowSource;
import java.io.IOException;
import java.io.OutputStream;

/// How much of one table of facts a statement may read: facts are meant to be few beside events,
/// and go to each statement that reads them.
final class FactLimit extends OutputStream {
  static final long BYTES_MAX = 256L << 20;

  private final OutputStream out;
  private long left = BYTES_MAX;

  private FactLimit(OutputStream out) {
    this.out = out;
  }

  /// The same rows, with an error in the place of what is too much.
  static RowSource of(RowSource rows) {
    return out -> rows.copyTo(new FactLimit(out));
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    left -= length;
    if (left < 0) {
      throw new SqlException.TooExpensive(
          "A statement reads up to %d MB of a table of facts; ask for fewer of its columns"
              .formatted(BYTES_MAX >> 20));
    }
    out.write(bytes, offset, length);
  }
}
