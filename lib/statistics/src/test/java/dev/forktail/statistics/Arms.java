package dev.forktail.statistics;

import dev.forktail.statistics.estimate.Estimate;
import dev.forktail.statistics.estimate.Mean;
import dev.forktail.statistics.sums.FixedPoint;
import dev.forktail.statistics.sums.Sums;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// Arms as other packages publish them: by their sums.
public final class Arms {
  private Arms() {}

  /// One value per unit: how many units, their sum, the sum of their squares.
  public static Sums sums(long units, String sum, String squares) {
    return sums(units, List.of(sum), List.of(squares));
  }

  /// Several values per unit, with the sums of products in the order of [Sums].
  public static Sums sums(long units, List<String> totals, List<String> products) {
    return shifted(0, units, totals, products);
  }

  /// The same with all values 10^`shift` times as large, for sums of more digits than [FixedPoint]
  /// has; ratios and relative lifts stay the same.
  public static Sums shifted(int shift, long units, List<String> totals, List<String> products) {
    return new Sums(
        units,
        totals.stream().map(total -> scaled(total, FixedPoint.DIGITS + shift)).toList(),
        products.stream()
            .map(product -> scaled(product, 2 * (FixedPoint.DIGITS + shift)))
            .toList());
  }

  public static Estimate mean(long units, String sum, String squares) {
    return Mean.of(sums(units, sum, squares)).get();
  }

  /// The sums of these values.
  public static Sums sums(double... values) {
    return DoubleStream.of(values)
        .mapToObj(value -> Sums.ofUnit(FixedPoint.of(value).get()))
        .reduce(Sums.none(1), Sums::plus);
  }

  /// The sums of units with these values each.
  public static Sums sums(double[]... units) {
    return Stream.of(units)
        .map(
            values ->
                Sums.ofUnit(
                    DoubleStream.of(values)
                        .mapToLong(value -> FixedPoint.of(value).get())
                        .toArray()))
        .reduce(Sums.none(units[0].length), Sums::plus);
  }

  private static BigInteger scaled(String decimal, int digits) {
    return new BigDecimal(decimal).movePointRight(digits).toBigIntegerExact();
  }
}
