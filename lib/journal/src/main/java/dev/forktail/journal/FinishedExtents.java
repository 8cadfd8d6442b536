package dev.forktail.journal;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is there of a journal that nobody writes any more.
record FinishedExtents(List<Extent> extents, DamageLog damage) implements Extents {
  @Override
  public @Nullable Extent first(long sequence) {
    if (extents.isEmpty()) {
      return null;
    }
    int index = 0;
    while (index + 1 < extents.size() && extents.get(index + 1).first() <= sequence) {
      index++;
    }
    var extent = extents.get(index);
    noteMissingBefore(extent, sequence);
    return extent;
  }

  @Override
  public @Nullable Extent follow(Extent extent) {
    int next = extents.indexOf(extent) + 1;
    return next < extents.size() ? extents.get(next) : null;
  }

  /// The reader wants records from before the oldest segment.
  private void noteMissingBefore(Extent oldest, long sequence) {
    if (sequence < oldest.durable()) {
      var missing = new Damage(oldest.number(), 0, 0, sequence, oldest.durable());
      if (oldest.exact()) {
        damage.add(missing);
      } else {
        damage.suspect(missing);
      }
    }
  }

  @Override
  public boolean await(long sequence, Duration timeout) {
    return false;
  }
}
