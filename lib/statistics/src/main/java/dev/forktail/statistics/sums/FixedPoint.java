package dev.forktail.statistics.sums;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// Decimal numbers as integers at a fixed scale: 1.25 is 12,500.
///
/// Integers add up to the same total in any order, so a total that was kept up to date can be
/// compared with a recount to the last digit. Range: about ±9.2 × 10^14.
///
/// A number with more digits is rounded, half away from zero: as PostgreSQL's NUMERIC and DuckDB's
/// DECIMAL do, so that a recount by SQL rounds alike.
public final class FixedPoint {
  /// Digits after the decimal point.
  public static final int DIGITS = 4;

  /// The integer that stands for 1.
  public static final long ONE = 10_000;

  /// Digits before the decimal point.
  private static final int DIGITS_MAX = 15;

  /// Below this, scaling a double moves it by less than 0.04.
  private static final double SCALED_MAX = 1L << 48;

  private FixedPoint() {}

  /// The integer that stands for the decimal number `value`; unknown if it is out of range.
  public static Answer<Long> of(BigDecimal value) {
    long magnitude = value.precision() - (long) value.scale();
    if (value.signum() == 0 || magnitude < -DIGITS) {
      return Answer.of(0L);
    }
    if (magnitude > DIGITS_MAX) {
      return Answer.unknown(Reason.OUT_OF_RANGE);
    }
    var fixed = value.setScale(DIGITS, RoundingMode.HALF_UP).unscaledValue();
    return fixed.bitLength() < Long.SIZE
        ? Answer.of(fixed.longValue())
        : Answer.unknown(Reason.OUT_OF_RANGE);
  }

  /// The integer that stands for `value`, taken as the shortest decimal number that means this
  /// double (1.00005 is rounded up, although the double is a little less); unknown if it is NaN,
  /// infinite or out of range.
  public static Answer<Long> of(double value) {
    double scaled = value * ONE;
    double rounded = Math.rint(scaled);
    if (Math.abs(scaled) < SCALED_MAX && Math.abs(scaled - rounded) < 0.45) {
      return Answer.of((long) rounded);
    }
    if (!Double.isFinite(value)) {
      return Answer.unknown(Reason.OUT_OF_RANGE);
    }
    return of(BigDecimal.valueOf(value));
  }

  /// The number that `fixed` stands for, to the nearest double.
  public static double toDouble(long fixed) {
    return Math.abs(fixed) < 1L << 53
        ? fixed / (double) ONE
        : BigDecimal.valueOf(fixed, DIGITS).doubleValue();
  }
}
