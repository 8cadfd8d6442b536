package dev.forktail.engine.export;

import java.util.List;

/// Rewrites files of the lake as fewer, larger ones.
///
/// - **Contract.** The result stands for exactly the events of the files it was made from, each
///   file in one partition of the table. It is sorted as far as memory allows: beyond that, sorted
///   runs follow each other. It is as large as what was given, so the caller bounds that. In rollup
///   tables rows with equal keys are added up. A promoted property that a file does not have is
///   taken from its payload. What is read stays as it is; names and durability as for
///   [SliceWriter].
/// - **Failure.** [LakeException.Unavailable]: nothing of it counts.
/// - **Threads.** One call at a time; blocks.
public interface FileMerger {

  /// Merges the files at `locations`, at least one and all of `table`.
  Merged merge(TableName table, LakeSchema schema, List<String> locations);

  /// What a merge has made.
  ///
  /// @param eventsRead how many events the files that were read stand for, counted while reading
  record Merged(long eventsRead, List<LakeFile> files) {
    public Merged {
      files = List.copyOf(files);
    }

    /// How many events the files that were written stand for.
    public long eventsWritten() {
      return files.stream().mapToLong(LakeFile::events).sum();
    }
  }
}
