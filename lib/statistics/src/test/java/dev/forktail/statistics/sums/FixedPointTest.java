package dev.forktail.statistics.sums;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FixedPointTest {
  @ParameterizedTest
  @CsvSource({
    "1.25, 12500",
    "-0.0001, -1",
    "0.00005, 1",
    "-0.00005, -1",
    "0.00004999, 0",
    "1.00005, 10001",
    "0E+1000, 0",
    "1E-1000, 0",
    "922337203685477.5807, 9223372036854775807",
    "-922337203685477.5808, -9223372036854775808"
  })
  void aDecimalIsRoundedHalfAwayFromZero(BigDecimal value, long fixed) {
    assertThat(FixedPoint.of(value)).isEqualTo(Answer.of(fixed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"922337203685477.5808", "-922337203685477.5809", "1E+15", "1E+1000000000"})
  void aDecimalOutOfRangeIsUnknown(BigDecimal value) {
    assertThat(FixedPoint.of(value)).isEqualTo(Answer.unknown(Reason.OUT_OF_RANGE));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1e300, Double.MAX_VALUE, 1e15})
  void aDoubleOutOfRangeIsUnknown(double value) {
    assertThat(FixedPoint.of(value)).isEqualTo(Answer.unknown(Reason.OUT_OF_RANGE));
  }

  @Test
  void aDoubleIsTakenAsTheDecimalThatOneWritesForIt() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      double magnitude = Math.pow(10, random.nextInt(-3, 14));
      var decimal =
          BigDecimal.valueOf(random.nextDouble() * magnitude)
              .setScale(random.nextInt(7), RoundingMode.HALF_UP);
      assertThat(FixedPoint.of(decimal.doubleValue()))
          .as("%s", decimal)
          .isEqualTo(FixedPoint.of(BigDecimal.valueOf(decimal.doubleValue())));
    }
    assertThat(FixedPoint.of(1.00005)).isEqualTo(Answer.of(10_001L));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -12_345, Long.MAX_VALUE, Long.MIN_VALUE, (1L << 53) + 1})
  void anIntegerStandsForTheNearestDouble(long fixed) {
    assertThat(FixedPoint.toDouble(fixed))
        .isEqualTo(BigDecimal.valueOf(fixed, FixedPoint.DIGITS).doubleValue());
  }
}
