package dev.forktail.journal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What is durable of a journal that is being written.
record LiveExtents(Segments segments, DurableMark mark) implements Extents {
  @Override
  public @Nullable Extent first(long sequence) {
    return segments.first(sequence);
  }

  @Override
  public @Nullable Extent follow(Extent extent) {
    return segments.follow(extent);
  }

  @Override
  public boolean await(long sequence, Duration timeout) throws InterruptedException {
    return mark.await(sequence, timeout);
  }
}
