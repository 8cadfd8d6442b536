package dev.forktail.engine.result.recount;

import dev.forktail.engine.result.live.TotalKey;
import dev.forktail.statistics.sums.Sums;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// Totals to which much is added, one thing at a time.
///
/// - **Threads.** For one at a time.
final class RunningTotals implements BiConsumer<TotalKey, Sums> {
  private final Map<TotalKey, RunningSums> rows = new HashMap<>();

  @Override
  public void accept(TotalKey key, Sums added) {
    rows.computeIfAbsent(key, _ -> new RunningSums(added.width())).add(added);
  }

  /// All that is not nothing.
  SortedMap<TotalKey, Sums> totals() {
    var totals = new TreeMap<TotalKey, Sums>();
    rows.forEach((key, row) -> totals.put(key, row.sums()));
    totals.values().removeIf(sums -> sums.equals(Sums.none(sums.width())));
    return totals;
  }
}
