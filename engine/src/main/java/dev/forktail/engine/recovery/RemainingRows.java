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

  /// Their events by `project, bucket, name, source, events, received`, a bucket being a minute and
  /// `received` the microsecond since 1970 in which the first of them was.
  CsvSource minutes(List<String> locations);

  /// The `project, message_id` of their events of slices from `first` on.
  CsvSource messageIds(List<String> locations, long first);

  /// How many events these files of the table `rollup` count.
  long counted(TableName rollup, List<String> locations);

  /// Writes a file for a rollup table; empty when there is nothing to count.
  Optional<LakeFile> recount(Recount recount);

  /// What is to be counted.
  ///
  /// @param slices whose events are counted, in the files `events`
  /// @param counted files of `rollup`: what these count already is left out
  record Recount(
      TableName rollup, Collection<Long> slices, List<String> events, List<String> counted) {
    public Recount {
      slices = List.copyOf(slices);
      events = List.copyOf(events);
      counted = List.copyOf(counted);
    }
  }
}
