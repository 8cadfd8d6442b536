package dev.forktail.engine.recovery;

import java.io.IOException;
import java.io.OutputStream;

/// Rows on their way out of files of the lake, as CSV with a line of names: an absent value is
/// empty, an empty text is quoted.
///
/// - **Failure.** A [dev.forktail.engine.export.LakeException]: what was written so far is only a
///   part. What `out` throws is passed on.
public interface CsvSource {

  /// Reads them and writes the whole to `out`, which it neither flushes nor closes.
  void copyTo(OutputStream out) throws IOException;
}
