package dev.forktail.journal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a reader may read, in order. Safe for concurrent use.
interface Extents {

  /// The extent that holds `sequence`, or the next one; null if there is none yet.
  @Nullable Extent first(long sequence);

  /// What comes after all of `extent` has been read: itself, if it has grown, or the next one; null
  /// if there is none yet.
  @Nullable Extent follow(Extent extent);

  /// Waits until all below `sequence` can be read. Returns false after the timeout, or when there
  /// is nothing to wait for.
  boolean await(long sequence, Duration timeout) throws InterruptedException;
}
