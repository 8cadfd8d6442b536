package dev.forktail.engine.slice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The slices and which of them is open.
///
/// - **Contract.** Only the catalog's own row says which slice is open. Sealing waits for every
///   batch that writes into the open slice, and none of them writes into it afterwards.
/// - **Failure.** [dev.forktail.engine.event.StoreException.Unavailable]: nothing was sealed; try
///   again.
public interface SliceCatalog {

  /// Seals the open slice when its minute is over at `now` or it is large, and it has rows; opens
  /// the next one.
  Optional<Seal> sealIfOver(Instant now);

  /// Seals the open slice now, whatever the clock says, if it has rows.
  Optional<Seal> seal(Instant now);

  /// Newest first.
  List<Slice> slices(int max);

  /// The moment a slice was closed.
  record Seal(long slice, long rows, Instant sealedAt) {}

  /// A slice.
  ///
  /// @param rows exact once sealed; for the open slice what is committed so far
  record Slice(long id, State state, long rows, Instant openedAt, Optional<Instant> sealedAt) {}

  /// The life of a slice.
  enum State {
    OPEN,
    SEALED,
    DROPPED
  }
}
