package dev.forktail.engine.export;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/// One table of the lake: which files count, and up to which slice.
///
/// - **Contract.** A change is made whole, the watermark with the files, or not at all; whoever
///   reads sees the table before or after it. A change that is asked for again with its id is made
///   once. Only the exporter that took over last can change anything. Data files are never deleted
///   but by [#expire].
/// - **Failure.** [LakeException.Unavailable] or [LakeException.OutcomeUnknown].
/// - **Threads.** Safe for concurrent use; blocks.
public interface LakeTable {

  TableName name();

  /// How the table stands now.
  LakeState state();

  /// Makes the table unless it is there, and gives it the columns of `schema` that it lacks.
  CommitOutcome prepare(long epoch, LakeSchema schema);

  /// Adds files and moves the watermark, if it stands where `append` expects it.
  CommitOutcome append(LakeAppend append);

  /// Puts merged files in the place of others, if these are all in the table.
  CommitOutcome replace(LakeReplacement replacement);

  /// The files of the partitions `first..last` with fewer than `bytesEnd` bytes.
  List<TableFile> smallFiles(int first, int last, long bytesEnd);

  /// The files of the table of events that may have rows of `slices`.
  List<SliceFile> filesOf(SliceRange slices);

  /// Forgets the snapshots that had ceased to be current before `moment`, and then deletes the
  /// files that only they had. What was current at that moment or later can still be read.
  Expired expire(long epoch, Instant moment);

  /// The locations of all files, data and other, of which the table and its snapshots are made.
  Set<String> reachable();

  /// What an expiry did.
  record Expired(CommitOutcome outcome, int snapshots, int filesDeleted) {}
}
