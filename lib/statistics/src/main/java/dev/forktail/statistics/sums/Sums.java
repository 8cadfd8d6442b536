package dev.forktail.statistics.sums;

import java.math.BigInteger;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

/// Exact sums over units that have `width` values each, as [FixedPoint] integers: how many units,
/// the sum of each value, and the sum of the product of each two values. That is all that means,
/// ratios, CUPED and their errors need.
///
/// - **Order.** A unit is one value of a group: [#plus] and [#minus] undo each other, and any order
///   and grouping of the same units gives equal sums. A difference may have a negative number of
///   units; only the whole must be possible, which [Moments] checks.
/// - **Overflow.** None: the sums are integers of any size. For units fewer than 2^63 a sum takes
///   at most 127 bits and a sum of products at most 190.
/// - **Widths.** 1: a mean or a proportion. 2: a ratio (numerator, denominator) or a mean with its
///   pre-period value (post, pre). 4: a ratio with its pre-period (numerator, denominator, pre
///   numerator, pre denominator).
///
/// `products` are those of values (0,0), (0,1) … (0,width-1), (1,1), (1,2) …, at twice the digits
/// of [FixedPoint].
public record Sums(long units, List<BigInteger> totals, List<BigInteger> products) {
  public static final int WIDTH_MAX = 8;

  public Sums {
    totals = List.copyOf(totals);
    products = List.copyOf(products);
    requireWidth(totals.size());
    int needed = totals.size() * (totals.size() + 1) / 2;
    if (products.size() != needed) {
      throw new IllegalArgumentException(
          "products must be " + needed + " for " + totals.size() + " values: " + products.size());
    }
  }

  /// The sums over no units.
  public static Sums none(int width) {
    requireWidth(width);
    return new Sums(0, zeros(width), zeros(width * (width + 1) / 2));
  }

  /// The sums over one unit with these values.
  public static Sums ofUnit(long... values) {
    int width = values.length;
    requireWidth(width);
    var totals = new BigInteger[width];
    var products = new BigInteger[width * (width + 1) / 2];
    for (int i = 0, next = 0; i < width; i++) {
      totals[i] = BigInteger.valueOf(values[i]);
      for (int j = i; j < width; j++) {
        products[next++] = product(values[i], values[j]);
      }
    }
    return new Sums(1, List.of(totals), List.of(products));
  }

  /// How many values a unit has.
  public int width() {
    return totals.size();
  }

  /// The sum of the products of values `i` and `j` of each unit.
  public BigInteger product(int i, int j) {
    int row = Math.min(i, j);
    return products.get(row * width() - row * (row - 1) / 2 + Math.abs(i - j));
  }

  /// The sums over the units of both.
  ///
  /// @throws ArithmeticException there are 2^63 units or more
  public Sums plus(Sums other) {
    return combined(Math.addExact(units, other.units), other, BigInteger::add);
  }

  /// The sums over the units of this that are not in `other`.
  ///
  /// @throws ArithmeticException there are 2^63 units or more
  public Sums minus(Sums other) {
    return combined(Math.subtractExact(units, other.units), other, BigInteger::subtract);
  }

  private Sums combined(long unitsThen, Sums other, BinaryOperator<BigInteger> step) {
    if (other.width() != width()) {
      throw new IllegalArgumentException(
          "units must have " + width() + " values: " + other.width());
    }
    return new Sums(
        unitsThen,
        IntStream.range(0, totals.size())
            .mapToObj(i -> step.apply(totals.get(i), other.totals.get(i)))
            .toList(),
        IntStream.range(0, products.size())
            .mapToObj(i -> step.apply(products.get(i), other.products.get(i)))
            .toList());
  }

  private static BigInteger product(long a, long b) {
    return Math.multiplyHigh(a, b) == (a * b) >> 63
        ? BigInteger.valueOf(a * b)
        : BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
  }

  private static List<BigInteger> zeros(int count) {
    return IntStream.range(0, count).mapToObj(_ -> BigInteger.ZERO).toList();
  }

  private static void requireWidth(int width) {
    if (width < 1 || width > WIDTH_MAX) {
      throw new IllegalArgumentException("width must be in 1.." + WIDTH_MAX + ": " + width);
    }
  }
}
