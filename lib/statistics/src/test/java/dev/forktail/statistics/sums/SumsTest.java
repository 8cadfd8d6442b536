package dev.forktail.statistics.sums;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SumsTest {
  @Test
  void aUnitIsItsValuesAndTheirProducts() {
    assertThat(Sums.ofUnit(2, -3, 5))
        .isEqualTo(new Sums(1, integers(2, -3, 5), integers(4, -6, 10, 9, -15, 25)));
    assertThat(Sums.ofUnit(2, -3, 5).product(2, 1)).isEqualTo(BigInteger.valueOf(-15));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void anyOrderAndGroupingOfTheSameUnitsGivesEqualSums(int seed) {
    var random = new Random(seed);
    var units = Stream.generate(() -> anyUnit(random)).limit(300).toList();
    var expected = sumOneByOne(units);

    for (int trial = 0; trial < 10; trial++) {
      assertThat(sumInRandomGroups(units, random)).isEqualTo(expected);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(ints = {1, 2, 3})
  void takingAwayUndoesAdding(int seed) {
    var random = new Random(seed);
    var sums = sumOneByOne(Stream.generate(() -> anyUnit(random)).limit(50).toList());
    var unit = Sums.ofUnit(anyUnit(random));

    assertThat(sums.plus(unit).minus(unit)).isEqualTo(sums);
    assertThat(sums.minus(unit).plus(unit)).isEqualTo(sums);
    assertThat(sums.minus(sums)).isEqualTo(Sums.none(2));
  }

  @Test
  void theLargestValuesDoNotOverflow() {
    var most = Sums.ofUnit(Long.MIN_VALUE, Long.MAX_VALUE);
    var sums = most;
    for (int doubling = 0; doubling < 62; doubling++) {
      sums = sums.plus(sums);
    }

    long units = 1L << 62;
    assertThat(sums)
        .isEqualTo(
            new Sums(
                units,
                most.totals().stream().map(x -> x.multiply(BigInteger.valueOf(units))).toList(),
                most.products().stream().map(x -> x.multiply(BigInteger.valueOf(units))).toList()));
    assertThat(sums.product(0, 0)).isEqualTo(BigInteger.ONE.shiftLeft(126 + 62));
    var whole = sums;
    assertThatThrownBy(() -> whole.plus(whole)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void sumsOfOtherWidthsAreRefused() {
    assertThatThrownBy(() -> Sums.none(1).plus(Sums.none(2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Sums(1, integers(1, 2), integers(1, 2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Sums.none(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Sums sumInRandomGroups(List<long[]> units, Random random) {
    var parts = new ArrayList<>(units.stream().map(Sums::ofUnit).toList());
    Collections.shuffle(parts, random);
    while (parts.size() > 1) {
      var one = parts.remove(random.nextInt(parts.size()));
      int into = random.nextInt(parts.size());
      parts.set(into, parts.get(into).plus(one));
    }
    return parts.getFirst();
  }

  private static Sums sumOneByOne(List<long[]> units) {
    return units.stream().map(Sums::ofUnit).reduce(Sums.none(2), Sums::plus);
  }

  private static long[] anyUnit(Random random) {
    return new long[] {random.nextLong() >> random.nextInt(64), random.nextLong(-5, 5)};
  }

  private static List<BigInteger> integers(long... values) {
    return java.util.Arrays.stream(values).mapToObj(BigInteger::valueOf).toList();
  }
}
