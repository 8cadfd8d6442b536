package dev.forktail.engine.query;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.TableFile;
import dev.forktail.engine.export.TableName;
import java.util.List;

/// Versions of the tables of the lake, by the location of their metadata file. A version never
/// changes.
///
/// - **Failure.** [dev.forktail.engine.export.LakeException.Unavailable].
/// - **Threads.** Safe for concurrent use; blocks.
public interface LakeVersions {

  /// That version of `table`.
  LakeVersion read(TableName table, String location);

  /// A version of a table.
  interface LakeVersion {

    /// Every sealed slice with a number below is in it, none from it on.
    long watermark();

    /// The files that may have rows of `project` in `range`, as far as can be told without reading
    /// them.
    List<TableFile> files(ProjectId project, TimeRange range);
  }
}
