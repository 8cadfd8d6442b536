package dev.forktail.engine.result.aacheck;

import dev.forktail.statistics.sums.Sums;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// The values that units had in one metric, most of which are 0: only the others are kept.
///
/// - **Memory.** 20 bytes for each unit with a value, 28 of a ratio.
/// - **Threads.** For one at a time while it is filled, then for all.
final class PastValues {
  private static final int FIRST_ROOM = 1_024;

  private final BitSet counting = new BitSet();
  private final long[][] values;
  private int[] units = new int[FIRST_ROOM];
  private int active;

  /// @param width 1, or 2 for a ratio
  PastValues(int width) {
    this.values = new long[width][FIRST_ROOM];
  }

  /// A unit counts with these values; units come in rising order.
  void add(int unit, long... ofUnit) {
    counting.set(unit);
    if (Arrays.stream(ofUnit).allMatch(value -> value == 0)) {
      return;
    }
    if (active == units.length) {
      grow();
    }
    units[active] = unit;
    for (int i = 0; i < values.length; i++) {
      values[i][active] = ofUnit[i];
    }
    active++;
  }

  private void grow() {
    units = Arrays.copyOf(units, 2 * active);
    for (int i = 0; i < values.length; i++) {
      values[i] = Arrays.copyOf(values[i], 2 * active);
    }
  }

  /// How many have a value other than 0.
  int active() {
    return active;
  }

  /// How many count.
  int units() {
    return counting.cardinality();
  }

  /// What all units add up to.
  Sums all() {
    return of(counting);
  }

  /// What those of the units that are in `arm` add up to.
  Sums of(BitSet arm) {
    int width = values.length;
    var totals = wide(width);
    var products = wide(width * (width + 1) / 2);
    for (int k = 0; k < active; k++) {
      if (arm.get(units[k])) {
        for (int i = 0, next = 0; i < width; i++) {
          totals[i].add(values[i][k]);
          for (int j = i; j < width; j++) {
            products[next++].addProduct(values[i][k], values[j][k]);
          }
        }
      }
    }
    var both = (BitSet) arm.clone();
    both.and(counting);
    return new Sums(both.cardinality(), exact(totals), exact(products));
  }

  private static WideSum[] wide(int count) {
    var sums = new WideSum[count];
    Arrays.setAll(sums, _ -> new WideSum());
    return sums;
  }

  private static List<BigInteger> exact(WideSum[] sums) {
    return Arrays.stream(sums).map(WideSum::value).toList();
  }
}
