package dev.forktail.engine.result.aacheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.statistics.sums.Sums;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PastValuesTest {
  private static final long LARGEST = 1L << 52;

  /// What an arm adds up to is what its units add up to one by one, to the last digit.
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 2", "2, 3", "2, 4"})
  void anArmIsTheSumOfItsUnits(int width, int seed) {
    var random = new Random(seed);
    var past = new PastValues(width);
    var arm = new BitSet();
    var treated = Sums.none(width);
    var all = Sums.none(width);
    for (int unit = 0; unit < 5_000; unit++) {
      if (random.nextInt(10) == 0) {
        continue; // does not count in this metric
      }
      var values =
          random.longs(width, -LARGEST, LARGEST).map(v -> random.nextBoolean() ? v : 0).toArray();
      past.add(unit, values);
      all = all.plus(Sums.ofUnit(values));
      if (random.nextBoolean()) {
        arm.set(unit);
        treated = treated.plus(Sums.ofUnit(values));
      }
    }

    assertThat(past.of(arm)).isEqualTo(treated);
    assertThat(past.all()).isEqualTo(all);
    assertThat(past.units()).isEqualTo((int) all.units());
  }
}
