package dev.forktail.web.result;

import dev.forktail.engine.result.report.Lift;
import dev.forktail.statistics.Interval;
import dev.forktail.web.result.ResultView.Bar;
import dev.forktail.web.result.ResultView.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A scale of lifts, the same to both sides of zero, that a few wide intervals do not stretch.
///
/// @param reach the lift at its right end
record Scale(double reach, double step) {
  private static final double[] STEPS = {1, 2, 5, 10};

  /// The scale that shows these intervals. Those that reach much farther than most are cut, but
  /// each lift is in it.
  ///
  /// @param atLeast what it shows in any case
  /// @param ticks so many at most to each side
  static Scale of(List<Interval> intervals, double atLeast, int ticks) {
    double[] reaches =
        intervals.stream()
            .flatMap(interval -> Stream.of(interval.low(), interval.high()))
            .mapToDouble(Math::abs)
            .sorted()
            .toArray();
    double most = reaches.length == 0 ? 0 : reaches[reaches.length - 1];
    double usual = reaches.length == 0 ? 0 : reaches[reaches.length * 3 / 4];
    double lifts =
        intervals.stream()
            .mapToDouble(each -> Math.abs(each.low() + each.high()) / 2)
            .max()
            .orElse(0);
    double reach = 1.06 * Math.max(Math.max(atLeast, lifts), Math.min(most, 3 * usual));
    return new Scale(reach, step(reach, ticks));
  }

  private static double step(double reach, int ticks) {
    double power = Math.pow(10, Math.floor(Math.log10(reach / (ticks + 1))));
    for (double step : STEPS) {
      if (step * power * (ticks + 1) > reach) {
        return step * power;
      }
    }
    return 10 * power;
  }

  List<Tick> ticks() {
    var ticks = new ArrayList<Tick>();
    int most = (int) Math.floor(reach / step);
    for (int i = -most; i <= most; i++) {
      ticks.add(new Tick(at(i * step), i == 0 ? "0" : Numbers.tick(i * step)));
    }
    return ticks;
  }

  /// The picture of `lift`.
  ///
  /// @param zone up to there a change is too small to matter
  Bar bar(Lift lift, double zone) {
    var outer = lift.sequential().interval();
    var inner = lift.fixed().map(fixed -> fixed.interval()).orElse(outer);
    return new Bar(
        true,
        at(0),
        at(-zone),
        width(new Interval(-zone, zone)),
        at(outer.low()),
        width(outer),
        at(inner.low()),
        width(inner),
        at(lift.effect().lift()),
        outer.low() < -reach || outer.high() > reach);
  }

  /// The picture where there is no lift.
  Bar none(double zone) {
    var nothing = at(0);
    return new Bar(
        false,
        nothing,
        at(-zone),
        width(new Interval(-zone, zone)),
        nothing,
        "0%",
        nothing,
        "0%",
        nothing,
        false);
  }

  private String width(Interval interval) {
    return percent(place(interval.high()) - place(interval.low()));
  }

  private String at(double lift) {
    return percent(place(lift));
  }

  private double place(double lift) {
    return 50 + 50 * Math.clamp(lift / reach, -1, 1);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f%%", share);
  }
}
