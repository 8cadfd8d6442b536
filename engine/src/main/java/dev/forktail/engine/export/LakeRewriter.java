package dev.forktail.engine.export;

import java.util.List;

/// Writes parts of files of the lake as new files.
///
/// - **Contract.** What is read stays as it is; names and durability as for [SliceWriter], sorting
///   as for [FileMerger].
/// - **Failure.** [LakeException.Unavailable]: nothing of it counts; also when a file cannot be
///   read.
/// - **Threads.** One call at a time; blocks.
public interface LakeRewriter {

  /// The rows of a file of `events`, but those of `slices`; no file when there are no others.
  FileMerger.Merged without(LakeSchema schema, String location, SliceRange slices);

  /// Counts events again.
  Recounted recount(Recount recount);

  /// What is to be counted.
  ///
  /// @param table with rollups
  /// @param days of `events`, in one partition of `table`, by their numbers
  /// @param rollups files of that partition; what they have of other days stays
  /// @param events the files of these days, with everything that occurred then
  record Recount(TableName table, List<Integer> days, List<String> rollups, List<String> events) {
    public Recount {
      days = List.copyOf(days);
      rollups = List.copyOf(rollups);
      events = List.copyOf(events);
    }
  }

  /// The rollups of that partition.
  ///
  /// @param eventsCounted how many events were read
  /// @param eventsKept how many events the rollups of other days stand for
  record Recounted(long eventsCounted, long eventsKept, List<LakeFile> files) {
    public Recounted {
      files = List.copyOf(files);
    }
  }
}
