package dev.forktail.engine.export;

import java.time.Instant;
import java.util.List;

/// The place where the files of the lake are.
///
/// - **Failure.** [LakeException.Unavailable].
public interface LakeFolder {

  /// Every file below the folder of `table`, data and other, that was written before `moment`.
  List<StoredFile> writtenBefore(TableName table, Instant moment);

  /// Deletes the file, if it is there.
  void delete(String location);

  /// A file, whatever it is.
  record StoredFile(String location, long bytes, Instant written) {}
}
