package dev.forktail.engine.result.report;

import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.result.report.MetricReport.Comparison;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Interval;
import java.util.Locale;
import java.util.stream.Stream;

/// Numbers as they stand in a sentence.
final class Words {
  private Words() {}

  /// `12,345`.
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// `1 more day`, `6 more days`.
  static String days(long days) {
    return days == 1 ? "1 more day" : count(days) + " more days";
  }

  /// `+4.1 %`; with a second digit where the first says little.
  static String change(double share) {
    return String.format(
        Locale.ROOT, Math.abs(share) < 0.00995 ? "%+.2f %%" : "%+.1f %%", 100 * share);
  }

  /// `4.1 %`.
  static String percent(double share) {
    return change(share).replaceFirst("^[+-]", "");
  }

  /// `80 %`.
  static String share(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  /// `1,000, 1,200 and 900`.
  static String join(Stream<String> parts) {
    var all = parts.toList();
    return all.size() < 2
        ? String.join("", all)
        : String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.getLast();
  }

  /// What the arm changes: `With B, Revenue changes by +4.1 % (+2.0 % to +6.2 %).`
  static String effect(Metric metric, Comparison comparison) {
    return switch (comparison.lift()) {
      case Answer.Known<Lift>(var lift) ->
          "With %s, %s changes by %s.".formatted(comparison.variant(), metric.name(), change(lift));
      case Answer.Unknown<Lift>(var reason) -> metric.name() + ": " + reason.sentence();
    };
  }

  private static String change(Lift lift) {
    var effect = lift.effect();
    var interval = lift.sequential().interval();
    return switch (effect.kind()) {
      case RELATIVE -> "%s (%s)".formatted(change(effect.lift()), changes(interval));
      case ABSOLUTE ->
          String.format(
              Locale.ROOT,
              "%+.4g (%+.4g to %+.4g)",
              effect.lift(),
              interval.low(),
              interval.high());
    };
  }

  /// `+2.0 % to +6.2 %`.
  private static String changes(Interval interval) {
    return change(interval.low()) + " to " + change(interval.high());
  }
}
