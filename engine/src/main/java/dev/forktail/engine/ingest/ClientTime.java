package dev.forktail.engine.ingest;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.Optional;

/// Times as clients write them: ISO 8601 with or without leading zeros, fraction, offset and time
/// of day, years up to nine digits; or a number, in milliseconds or seconds since 1970.
public final class ClientTime {
  /// A smaller number counts seconds: as milliseconds it would lie before March 1973.
  private static final long MILLIS_MIN = 100_000_000_000L;

  private static final int TEXT_LENGTH_MAX = 64;

  private final String text;
  private int at;

  private ClientTime(String text) {
    this.text = text;
  }

  /// The instant that `text` names, or empty when it names none.
  public static Optional<Instant> parse(String text) {
    String bare = text.strip();
    if (bare.isEmpty() || bare.length() > TEXT_LENGTH_MAX) {
      return Optional.empty();
    }
    return new ClientTime(bare).read();
  }

  /// The instant `number` counts to, in milliseconds or, when it is small, in seconds.
  public static Instant ofNumber(long number) {
    return Math.abs(number) < MILLIS_MIN
        ? Instant.ofEpochSecond(number)
        : Instant.ofEpochMilli(number);
  }

  private Optional<Instant> read() {
    long year = year();
    if (year < Year.MIN_VALUE || !skip('-')) {
      return Optional.empty();
    }
    int month = number(1, 12);
    if (month < 0 || !skip('-')) {
      return Optional.empty();
    }
    int day = number(1, YearMonth.of((int) year, month).lengthOfMonth());
    if (day < 0) {
      return Optional.empty();
    }
    long days = LocalDate.of((int) year, month, day).toEpochDay();
    return at == text.length()
        ? Optional.of(Instant.ofEpochSecond(days * 86_400))
        : timeOfDay(days * 86_400);
  }

  private Optional<Instant> timeOfDay(long midnight) {
    if (!skip('T') && !skip('t') && !skip(' ')) {
      return Optional.empty();
    }
    int hour = number(0, 23);
    if (hour < 0 || !skip(':')) {
      return Optional.empty();
    }
    int minute = number(0, 59);
    int second = skip(':') ? number(0, 60) : 0;
    if (minute < 0 || second < 0) {
      return Optional.empty();
    }
    int nanos = skip('.') || skip(',') ? fraction() : 0;
    int offset = offset();
    if (nanos < 0 || offset == Integer.MIN_VALUE || at != text.length()) {
      return Optional.empty();
    }
    // A leap second is told as the last second before it, as this platform's clocks do.
    long seconds = hour * 3_600L + minute * 60L + Math.min(second, 59) - offset;
    return Optional.of(Instant.ofEpochSecond(midnight + seconds, nanos));
  }

  /// The year with its sign, or [Integer#MIN_VALUE].
  private long year() {
    boolean negative = skip('-');
    if (!negative) {
      skip('+');
    }
    int from = at;
    long value = 0;
    while (at < text.length() && isDigit() && at - from < 9) {
      value = value * 10 + (text.charAt(at++) - '0');
    }
    return at - from < 4 ? Integer.MIN_VALUE : negative ? -value : value;
  }

  /// One or two digits within `min..max`, or -1.
  private int number(int min, int max) {
    int from = at;
    int value = 0;
    while (at < text.length() && isDigit() && at - from < 2) {
      value = value * 10 + (text.charAt(at++) - '0');
    }
    return at == from || value < min || value > max ? -1 : value;
  }

  /// Nanoseconds; digits beyond the ninth do not count. -1 when there is none.
  private int fraction() {
    int from = at;
    int nanos = 0;
    int scale = 100_000_000;
    while (at < text.length() && isDigit()) {
      nanos += (text.charAt(at++) - '0') * scale;
      scale /= 10;
    }
    return at == from ? -1 : nanos;
  }

  /// Seconds east of UTC, 0 where nothing is said, or [Integer#MIN_VALUE].
  private int offset() {
    if (at == text.length() || skip('Z') || skip('z')) {
      return 0;
    }
    skip(' ');
    int sign = skip('+') ? 1 : skip('-') ? -1 : 0;
    int hours = number(0, 18);
    if (sign == 0 || hours < 0) {
      return Integer.MIN_VALUE;
    }
    boolean colon = skip(':');
    if (!colon && at == text.length()) {
      return sign * hours * 3_600;
    }
    int minutes = number(0, 59);
    return minutes < 0 ? Integer.MIN_VALUE : sign * (hours * 3_600 + minutes * 60);
  }

  private boolean isDigit() {
    char c = text.charAt(at);
    return c >= '0' && c <= '9';
  }

  private boolean skip(char expected) {
    if (at < text.length() && text.charAt(at) == expected) {
      at++;
      return true;
    }
    return false;
  }
}
