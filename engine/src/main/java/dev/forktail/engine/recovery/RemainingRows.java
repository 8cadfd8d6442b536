package dev.forktail.engine.recovery;

import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.TableName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Reads Parquet files of a lake whose event database is gone.
///
/// - **Failure.** [dev.forktail.engine.export.LakeException.Unavailable].
/// - **Threads.** One call at a time; blocks.
public interface RemainingRows {

  /// What each of these files of `table` says of itself. A file that cannot be read, or was not
  /// staged, is left out.
  List<StagedPart> parts(TableName table, List<String> locations);

  /// What these files of `events` have of each project and slice.
  List<SliceShare> shares(List<String> locations);

  /// Their events by `project, bucket, name, source, events`, a bucket being a minute.
  CsvSource minutes(List<String> locations);

  /// The `project, message_id` of their events of slices from `first` on.
  CsvSource messageIds(List<String> locations, long first);

  /// Writes a file for the table `rollup` that counts the events of `slices` in these files of
  /// `events`; empty when there are none.
  Optional<LakeFile> recount(TableName rollup, Collection<Long> slices, List<String> locations);
}
