package dev.forktail.engine.export;

import java.util.List;

/// Rewrites files of the lake as fewer, larger ones.
///
/// - **Contract.** The result stands for exactly the events of `files`, sorted, each file in one
///   partition of the table and about the target size at most. In rollup tables rows with equal
///   keys are added up. A promoted property that a file does not have is taken from its payload.
///   `files` stay as they are; names and durability as for [SliceWriter].
/// - **Failure.** [LakeException.Unavailable]: nothing of it counts.
/// - **Threads.** One call at a time; blocks.
public interface FileMerger {

  /// Merges `files`, at least one and all of `table`.
  List<LakeFile> merge(TableName table, LakeSchema schema, List<LakeFile> files);
}
