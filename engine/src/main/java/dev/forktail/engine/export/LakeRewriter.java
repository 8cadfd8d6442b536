package dev.forktail.engine.export;

import java.util.List;
import java.util.OptionalLong;

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

  /// How many events these files of a rollup table count, after reading all of each; empty when one
  /// of them cannot be read.
  OptionalLong counted(List<String> rollups);

  /// Counts events again.
  Recounted recount(Recount recount);

  /// What is to be counted.
  ///
  /// @param table with rollups
  /// @param days in one partition of `table`, by their numbers
  /// @param rollups files of that partition; what they have of other days stays
  /// @param from the table whose files `sources` are: that of events, or another with rollups of
  ///   shorter times
  /// @param sources files with everything that occurred on these days, and nothing else
  record Recount(
      TableName table,
      List<Integer> days,
      List<String> rollups,
      TableName from,
      List<String> sources) {
    public Recount {
      days = List.copyOf(days);
      rollups = List.copyOf(rollups);
      sources = List.copyOf(sources);
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
