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
}
