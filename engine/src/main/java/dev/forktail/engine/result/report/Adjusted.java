package dev.forktail.engine.result.report;

import dev.forktail.engine.result.HourlyTotals;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.estimate.Cuped;
import dev.forktail.statistics.estimate.Effect;
import dev.forktail.statistics.sums.Sums;
import java.time.Instant;

/// A relative lift from which is taken out what units were before their first exposure (CUPED).
///
/// @param varianceReduction the share of the squared error that is gone: 0.36 for an interval that
///   is 20 % narrower
/// @param asOf up to when what was stored counts in it
public record Adjusted(Lift lift, double varianceReduction, Instant asOf) {
  private static final int WIDTH_OF_MEANS = 2;

  /// By what is known of two arms; unknown where units are all alike before.
  static Answer<Cuped> cuped(HourlyTotals hourly, String control, String treatment, long unitsMin) {
    var before = hourly.adjusted().get(control);
    var after = hourly.adjusted().get(treatment);
    if (before == null || after == null || Math.min(before.units(), after.units()) < unitsMin) {
      return Answer.unknown(Reason.TOO_FEW_UNITS);
    }
    return cuped(before, after)
        .then(
            cuped -> cuped.theta() == 0 ? Answer.unknown(Reason.NOTHING_BEFORE) : Answer.of(cuped));
  }

  private static Answer<Cuped> cuped(Sums control, Sums treatment) {
    return control.width() == WIDTH_OF_MEANS
        ? Cuped.ofMeans(Effect.Kind.RELATIVE, control, treatment)
        : Cuped.ofRatios(Effect.Kind.RELATIVE, control, treatment);
  }
}
