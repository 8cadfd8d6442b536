package dev.forktail.web.live;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Numbers, sizes and times as a person reads them.
public final class Figures {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME_MILLIS =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String[] SIZES = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
  private static final Duration YEAR = Duration.ofDays(365);

  /// Rates below this are shown with one decimal.
  private static final double SLOW = 10;

  private Figures() {}

  /// `12,345,678`.
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// `11,940`, or `0.4` when there are few.
  static String rate(double perSecond) {
    if (perSecond > 0 && perSecond < SLOW) {
      return perSecond < 0.05 ? "< 0.1" : String.format(Locale.ROOT, "%.1f", perSecond);
    }
    return count(Math.round(perSecond));
  }

  /// `2.4 MB`, in powers of a thousand as disks are sold.
  static String bytes(long bytes) {
    double value = (double) bytes;
    int size = 0;
    while (value >= 999.5 && size < SIZES.length - 1) {
      value /= 1_000;
      size++;
    }
    var pattern = size == 0 || value >= 9.95 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, pattern, value, SIZES[size]);
  }

  /// How old or how long, in its two largest units: `< 1 s`, `42 s`, `3 min 20 s`, `1 h 14 min`.
  public static String span(Duration span) {
    if (span.compareTo(Duration.ofSeconds(1)) < 0) {
      return "< 1 s";
    }
    if (span.compareTo(Duration.ofMinutes(1)) < 0) {
      return span.toSeconds() + " s";
    }
    if (span.compareTo(Duration.ofHours(1)) < 0) {
      return two(span.toMinutes(), "min", span.toSecondsPart(), "s");
    }
    if (span.compareTo(Duration.ofDays(1)) < 0) {
      return two(span.toHours(), "h", span.toMinutesPart(), "min");
    }
    if (span.compareTo(YEAR) < 0) {
      return two(span.toDays(), "d", span.toHoursPart(), "h");
    }
    return "over a year";
  }

  /// `12:03:21`, in UTC.
  public static String time(Instant moment) {
    return TIME.format(moment);
  }

  /// `12:03:21.048`, in UTC.
  static String timeMillis(Instant moment) {
    return TIME_MILLIS.format(moment);
  }

  private static String two(long large, String largeUnit, long small, String smallUnit) {
    String first = large + " " + largeUnit;
    return small == 0 ? first : first + " " + small + " " + smallUnit;
  }
}
