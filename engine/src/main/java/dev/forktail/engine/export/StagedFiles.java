package dev.forktail.engine.export;

import java.time.Instant;
import java.util.List;

/// The list of staged files and the right to change it. A file of this list counts as long as the
/// watermark of its table has not passed its slice.
///
/// - **Contract.** A slice is staged once, with all its files, or not at all. Whoever takes over
///   gets an epoch higher than any before, and from then on nothing is changed under a lower one.
/// - **Failure.** [LakeException.Fenced] when somebody else has taken over: nothing was changed. A
///   [dev.forktail.engine.event.StoreException] says whether something may have been.
public interface StagedFiles {

  /// Makes the caller the one exporter, until another takes over; returns its epoch.
  long takeOver();

  /// Whether nobody has taken over since `epoch` was given.
  boolean isCurrent(long epoch);

  /// Lists `files` as those of `slice`; false when the slice has been staged already.
  boolean add(long epoch, SealedSlice slice, List<StagedFile> files);

  /// The files of `table` of slices from number `first` on, retired or not, in the order of the
  /// slices.
  List<StagedFile> list(TableName table, long first);

  /// Whether a file with this location is listed, retired or not.
  boolean contains(String location);

  /// Marks the files of `table` of slices below `end` as no longer needed by queries that begin
  /// after `now`.
  void retire(long epoch, TableName table, long end, Instant now);

  /// The first `max` of those that were retired before `moment`.
  List<StagedFile> retiredBefore(Instant moment, int max);

  /// Strikes `files` out.
  void forget(long epoch, List<StagedFile> files);
}
