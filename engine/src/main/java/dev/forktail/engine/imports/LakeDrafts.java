package dev.forktail.engine.imports;

import dev.forktail.engine.export.LakeFile;
import java.util.List;
import java.util.UUID;

/// Makes versions of the lake's tables that nobody sees until their pointers are moved.
///
/// - **Failure.** [dev.forktail.engine.export.LakeException.Unavailable].
public interface LakeDrafts {

  /// The current version of each table that has some of `files`, with these as well. The watermark
  /// stays.
  ///
  /// @param change noted in the version
  List<PointerMove> add(UUID change, List<LakeFile> files);
}
