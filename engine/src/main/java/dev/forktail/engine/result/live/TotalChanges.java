package dev.forktail.engine.result.live;

import dev.forktail.statistics.sums.Sums;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// What is added to totals and taken from them, put together.
public final class TotalChanges {
  private final SortedMap<TotalKey, Sums> changes = new TreeMap<>();

  public BiConsumer<TotalKey, Sums> adding() {
    return (key, sums) -> changes.merge(key, sums, Sums::plus);
  }

  BiConsumer<TotalKey, Sums> subtracting() {
    return (key, sums) -> changes.merge(key, negative(sums), Sums::plus);
  }

  /// All that is not nothing, by key.
  public SortedMap<TotalKey, Sums> changes() {
    changes.values().removeIf(sums -> sums.equals(Sums.none(sums.width())));
    return changes;
  }

  private static Sums negative(Sums sums) {
    return Sums.none(sums.width()).minus(sums);
  }
}
