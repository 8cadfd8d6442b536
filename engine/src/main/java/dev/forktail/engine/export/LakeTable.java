package dev.forktail.engine.export;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/// One table of the lake: which files count, and up to which slice.
///
/// - **Contract.** A change is made whole, with watermark and epoch, or not at all; whoever reads
///   sees the table before or after it. It is made under the epoch of the table only. Files of the
///   table are never deleted but by [#expire].
/// - **Failure.** [LakeException.Unavailable] or [LakeException.OutcomeUnknown]. A change that is
///   asked for again with its id is made once.
/// - **Threads.** Safe for concurrent use; blocks.
public interface LakeTable {

  TableName name();

  /// How the table stands now.
  LakeState state();

  /// Raises the epoch of the table to `epoch`.
  CommitOutcome takeOver(long epoch);

  /// Adds files and moves the watermark, if it stands where `append` expects it.
  CommitOutcome append(LakeAppend append);

  /// Puts merged files in the place of others, if these are all in the table.
  CommitOutcome replace(LakeReplacement replacement);

  /// The files of the partitions `first..last` with fewer than `bytesEnd` bytes.
  List<LakeFile> smallFiles(int first, int last, long bytesEnd);

  /// Forgets what only snapshots from before `moment` have, and deletes those files.
  Expired expire(long epoch, Instant moment);

  /// The locations of all files, data and other, of which the table or one of its snapshots is
  /// made.
  Set<String> reachable();

  /// What an expiry did.
  record Expired(int snapshots, int filesDeleted) {}
}
