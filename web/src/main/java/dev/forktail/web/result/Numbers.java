package dev.forktail.web.result;

import dev.forktail.engine.metric.Quantity;
import dev.forktail.statistics.Interval;
import java.util.Locale;

/// The numbers of results as a person reads them.
final class Numbers {
  static final String NONE = "–";

  private Numbers() {}

  /// `12,345`.
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// `+4.1 %`, with two digits where one says little.
  static String change(double share) {
    return signed(share) + " %";
  }

  /// `+20 %`, with no more digits than it has.
  static String tick(double share) {
    return (share > 0 ? "+" : "−") + size(Math.abs(share));
  }

  /// `+45 %`: where a picture ends.
  static String edge(double share) {
    return minus(
        String.format(Locale.ROOT, Math.abs(share) < 0.1 ? "%+.1f %%" : "%+,.0f %%", 100 * share));
  }

  private static String signed(double share) {
    double percent = 100 * share;
    String pattern =
        Math.abs(percent) < 0.995 ? "%+.2f" : Math.abs(percent) < 99.95 ? "%+.1f" : "%+,.0f";
    return minus(String.format(Locale.ROOT, pattern, percent));
  }

  /// `−1.2 to +4.1 %`.
  static String interval(Interval interval) {
    return signed(interval.low()) + " to " + change(interval.high());
  }

  /// `80 %`; the ends are for what is certain.
  static String percent(double share) {
    if (share > 0.995 && share < 1) {
      return share > 0.999 ? "> 99.9 %" : "> 99 %";
    }
    if (share > 0 && share < 0.005) {
      return share < 0.001 ? "< 0.1 %" : "< 1 %";
    }
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  /// `2 %`, `0.25 %`.
  static String size(double share) {
    return String.format(Locale.ROOT, "%.2f", 100 * share).replaceFirst("\\.?0+$", "") + " %";
  }

  /// A risk: `0.03 %`.
  static String risk(double share) {
    double percent = 100 * share;
    return percent > 0 && percent < 0.01
        ? "< 0.01 %"
        : String.format(Locale.ROOT, percent < 1 ? "%.2f %%" : "%.1f %%", percent);
  }

  static String pValue(double p) {
    return p < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, p < 0.01 ? "%.4f" : "%.3f", p);
  }

  /// A metric's value: a share as a percentage, everything else with four digits that count.
  static String value(Quantity quantity, double value) {
    return switch (quantity) {
      case Quantity.Conversion _, Quantity.Funnel _, Quantity.Retention _ ->
          String.format(Locale.ROOT, "%.2f %%", 100 * value);
      case Quantity.Count _,
          Quantity.Sum _,
          Quantity.Distinct _,
          Quantity.Ratio _,
          Quantity.Quantile _ ->
          minus(String.format(Locale.ROOT, decimals(Math.abs(value)), value));
    };
  }

  private static String decimals(double size) {
    if (size >= 10_000) {
      return "%,.0f";
    }
    if (size >= 100) {
      return "%,.1f";
    }
    return size >= 1 ? "%.2f" : "%.4f";
  }

  private static String minus(String number) {
    return number.replace('-', '−');
  }
}
