package dev.forktail.engine.result.recount;

import dev.forktail.statistics.sums.Sums;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/// Sums to which much is added, one thing at a time.
///
/// - **Threads.** For one at a time.
public final class RunningSums {
  private final BigInteger[] totals;
  private final BigInteger[] products;
  private long units;

  /// @param width how many values a unit has
  public RunningSums(int width) {
    totals = zeros(width);
    products = zeros(width * (width + 1) / 2);
  }

  private static BigInteger[] zeros(int count) {
    var zeros = new BigInteger[count];
    Arrays.fill(zeros, BigInteger.ZERO);
    return zeros;
  }

  public void add(Sums added) {
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

  /// What they are so far.
  public Sums sums() {
    return new Sums(units, List.of(totals), List.of(products));
  }
}
