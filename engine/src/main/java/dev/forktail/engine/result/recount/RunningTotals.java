package dev.forktail.engine.result.recount;

import dev.forktail.engine.result.live.TotalKey;
import dev.forktail.statistics.sums.Sums;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// Totals to which much is added, one thing at a time.
///
/// - **Threads.** For one at a time.
final class RunningTotals implements BiConsumer<TotalKey, Sums> {
  private final Map<TotalKey, Row> rows = new HashMap<>();

  @Override
  public void accept(TotalKey key, Sums added) {
    rows.computeIfAbsent(key, _ -> new Row(added.width())).add(added);
  }

  /// All that is not nothing.
  SortedMap<TotalKey, Sums> totals() {
    var totals = new TreeMap<TotalKey, Sums>();
    rows.forEach((key, row) -> totals.put(key, row.sums()));
    totals.values().removeIf(sums -> sums.equals(Sums.none(sums.width())));
    return totals;
  }

  private static final class Row {
    private final BigInteger[] totals;
    private final BigInteger[] products;
    private long units;

    Row(int width) {
      totals = zeros(width);
      products = zeros(width * (width + 1) / 2);
    }

    private static BigInteger[] zeros(int count) {
      var zeros = new BigInteger[count];
      Arrays.fill(zeros, BigInteger.ZERO);
      return zeros;
    }

    void add(Sums added) {
      units += added.units();
      add(totals, added.totals());
      add(products, added.products());
    }

    private static void add(BigInteger[] sums, List<BigInteger> added) {
      for (int i = 0; i < sums.length; i++) {
        var one = added.get(i);
        if (one.signum() != 0) {
          sums[i] = sums[i].add(one);
        }
      }
    }

    Sums sums() {
      return new Sums(units, List.of(totals), List.of(products));
    }
  }
}
