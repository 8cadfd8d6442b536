package dev.forktail.engine.export;

import java.io.IOException;
import java.io.OutputStream;

/// The rows of a slice, as a stream in PostgreSQL's binary COPY format: the columns of
/// [EventColumns#ALL] in their order, rows in no order.
///
/// - **Failure.** [IOException]: what was written to `out` so far is only a part; what `out` throws
///   is passed on. A [dev.forktail.engine.event.StoreException]: the same, and the store is at
///   fault.
public interface RowSource {

  /// Writes the whole stream, its header and its trailer too, and neither flushes nor closes `out`.
  void copyTo(OutputStream out) throws IOException;

  /// No rows: only header and trailer.
  static RowSource none() {
    byte[] stream = new byte[21];
    byte[] signature = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    System.arraycopy(signature, 0, stream, 0, signature.length);
    stream[19] = (byte) 0xff;
    stream[20] = (byte) 0xff;
    return out -> out.write(stream);
  }
}
