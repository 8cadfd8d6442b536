package dev.forktail.engine.ingest.simulation;

import dev.forktail.journal.BuggyDisk;
import org.jspecify.annotations.Nullable;

/// Bugs that can be planted into the pipeline to see that the oracle finds them.
enum Bug {
  NONE(null),
  /// The client hears that its events are safe before they are forced.
  ACKNOWLEDGE_BEFORE_FORCE(BuggyDisk.Bug.ACKNOWLEDGE_BEFORE_FORCE),
  /// A force that failed is repeated, and believed.
  RETRY_FORCE(BuggyDisk.Bug.RETRY_FORCE),
  /// A failed append is acknowledged.
  ACKNOWLEDGE_ON_FAILURE(null),
  /// The ledger moves in a transaction of its own, after the one that stores.
  LEDGER_IN_SECOND_TRANSACTION(null),
  /// Every hundredth event is not stored.
  DROP_EVENTS(null),
  /// One batch is stored twice.
  DOUBLE_A_BATCH(null),
  /// A writer whose journal was claimed by another goes on storing.
  IGNORE_EPOCH(null);

  private final BuggyDisk.@Nullable Bug ofDisk;

  Bug(BuggyDisk.@Nullable Bug ofDisk) {
    this.ofDisk = ofDisk;
  }

  BuggyDisk.@Nullable Bug ofDisk() {
    return ofDisk;
  }
}
