package dev.forktail.engine.result.report;

import dev.forktail.engine.metric.Metric;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.estimate.Effect;
import dev.forktail.statistics.planning.Progress;
import dev.forktail.statistics.planning.Rule;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// How far it is until an effect of the size that matters would be found.
///
/// @param powerNow the chance to find it with the units so far
/// @param unitsLeft how many more units of both arms it takes
/// @param daysLeft how long that takes as units come now; empty when none come
public record Outlook(double powerNow, Answer<Long> unitsLeft, Answer<OptionalLong> daysLeft) {

  /// @param unitsPerDay of both arms; empty when that is not known
  static Outlook of(
      Effect relative, Metric metric, OptionalDouble unitsPerDay, ReportSettings settings) {
    var progress =
        new Progress(relative, new Rule.AtAnyTime(settings.alpha(), settings.tunedFor()));
    double matters = metric.minimumEffect();
    var unitsLeft = progress.unitsNeeded(matters, settings.power());
    return new Outlook(
        progress.power(matters), unitsLeft, unitsLeft.map(units -> days(units, unitsPerDay)));
  }

  private static OptionalLong days(long units, OptionalDouble unitsPerDay) {
    double pace = unitsPerDay.orElse(0);
    if (units > 0 && !(pace > 0)) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(units == 0 ? 0 : (long) Math.ceil(units / pace));
  }
}
