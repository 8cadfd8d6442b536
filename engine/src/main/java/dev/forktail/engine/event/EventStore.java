package dev.forktail.engine.event;

import java.util.UUID;

/// The durable home of acknowledged events: the slice tables with their ledger, message ids,
/// rollups and accounts, all of which change in one transaction.
///
/// - **Contract.** A batch is stored whole or not at all, and once: the ledger of its journal moves
///   from `first` to `after` in the same transaction. Within the dedupe window a message id is
///   stored once per project, the rest are counted as duplicates.
/// - **Failure.** One of [StoreException], which says what the caller may do next.
/// - **Threads.** Safe for concurrent use with different claims; blocks.
public interface EventStore {

  /// Claims the journal for the lane `laneIndex` of this node: creates its ledger row at position
  /// 0, or takes it over from whoever had it before.
  Claim claim(UUID journal, int laneIndex);

  /// Stores `batch` and says what became of its arrivals.
  Stored store(Claim claim, EventBatch batch);

  /// Where the ledger of the claimed journal stands now.
  long position(Claim claim);

  /// Strikes out the ledger row of a journal whose files are gone for good.
  void forget(Claim claim);

  /// What one batch did.
  ///
  /// @param events new events, in rollups and slice now
  /// @param duplicates events whose message id was already there
  /// @param deadLetters refused events, kept
  record Stored(int events, int duplicates, int deadLetters) {}
}
