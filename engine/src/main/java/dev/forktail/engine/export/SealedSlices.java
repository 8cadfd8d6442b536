package dev.forktail.engine.export;

import java.time.Instant;
import java.util.List;

/// The sealed slices that the store still has.
///
/// - **Contract.** No slice is sealed later with a number below that of one that is sealed.
/// - **Failure.** A [dev.forktail.engine.event.StoreException].
public interface SealedSlices {

  /// The first `max` of those that [StagedFiles] does not have, in the order of their numbers.
  List<SealedSlice> unstaged(int max);

  /// The rows of one of them. Nothing is read before the source is asked.
  RowSource rows(SealedSlice slice);

  /// Drops those with numbers below `end` that were sealed before `sealedBefore`; returns which.
  List<Long> drop(long end, Instant sealedBefore);
}
