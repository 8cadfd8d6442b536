package dev.forktail.engine.export;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the current metadata file of each lake table is: the one pointer that a commit moves.
///
/// - **Contract.** A swap is made only under the epoch of the exporter that took over last (see
///   [StagedFiles#takeOver]) and only from the location that the caller has seen. Both are checked
///   in the transaction that makes it.
/// - **Failure.** A [dev.forktail.engine.event.StoreException], which says whether the swap may
///   have been made.
public interface LakeCatalog {

  /// The location of the metadata file of `table`; empty while there is no such table.
  Optional<String> find(TableName table);

  /// Moves the pointer of `table` from `expected`, which is null for a table that is new, to
  /// `next`.
  Swap swap(long epoch, TableName table, @Nullable String expected, String next);

  /// What became of a swap.
  enum Swap {
    DONE,
    /// The pointer is elsewhere.
    MOVED,
    /// Another exporter has taken over.
    FENCED
  }
}
