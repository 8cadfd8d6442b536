package dev.forktail.assignment.condition;

import dev.forktail.assignment.condition.Condition.Bound;
import dev.forktail.assignment.condition.Condition.Range;
import org.jspecify.annotations.Nullable;

/// Numbers of attributes, which may be texts.
final class Numbers {
  private static final int LENGTH_MAX = 40;

  private Numbers() {}

  static boolean within(Object value, Range range) {
    double number =
        switch (value) {
          case Long whole -> whole;
          case Double fraction -> fraction;
          case String text -> of(text);
          default -> Double.NaN;
        };
    return !Double.isNaN(number) && above(number, range.min()) && below(number, range.max());
  }

  /// The number that `text` spells in decimals, or NaN.
  static double of(String text) {
    if (text.isEmpty() || text.length() > LENGTH_MAX || !isDecimal(text)) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) { // such as a lone point: no number
      return Double.NaN;
    }
  }

  private static boolean isDecimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean above(double number, @Nullable Bound min) {
    return min == null || number > min.number() || (min.inclusive() && number == min.number());
  }

  private static boolean below(double number, @Nullable Bound max) {
    return max == null || number < max.number() || (max.inclusive() && number == max.number());
  }
}
