package dev.forktail.engine.export;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The sealed slices that the store still has.
///
/// - **Contract.** No slice is sealed later with a number below that of one that is sealed.
/// - **Failure.** A [dev.forktail.engine.event.StoreException].
public interface SealedSlices {

  /// The first `max` of those that [StagedFiles] does not have, in the order of their numbers.
  List<SealedSlice> unstaged(int max);

  /// The first with number `first` or above, staged or not.
  Optional<SealedSlice> findFrom(long first);

  /// All that were ever sealed and were open at some time from `from` to `to`, in the order of
  /// their numbers.
  List<PastSlice> past(Instant from, Instant to);

  /// The rows of one of them. Nothing is read before the source is asked.
  RowSource rows(SealedSlice slice);

  /// Drops those that are staged, have numbers below `end` and were sealed before `sealedBefore`;
  /// returns which.
  List<Long> drop(long end, Instant sealedBefore);

  /// Drops the first `max` of those that are staged and have numbers below `end`; returns which.
  List<Long> dropOldest(long end, int max);
}
