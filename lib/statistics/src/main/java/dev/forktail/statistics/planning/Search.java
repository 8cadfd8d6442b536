package dev.forktail.statistics.planning;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import java.util.function.DoubleUnaryOperator;

/// Where a rising function reaches a level.
final class Search {
  private static final int STEPS_MAX = 200;

  private Search() {}

  /// The least argument from 0 to `most` at which `rising` is `level` or more, to the last digit or
  /// two; unknown when it is so nowhere.
  static Answer<Double> leastAbove(DoubleUnaryOperator rising, double level, double most) {
    if (!(rising.applyAsDouble(most) >= level)) {
      return Answer.unknown(Reason.UNREACHABLE);
    }
    double low = 0;
    double high = most;
    for (int step = 0; step < STEPS_MAX && high - low > 1e-14 * high; step++) {
      double middle = low + (high - low) / 2;
      if (rising.applyAsDouble(middle) >= level) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return Answer.of(high);
  }
}
