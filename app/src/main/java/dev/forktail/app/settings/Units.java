package dev.forktail.app.settings;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes and times as people write them.
public final class Units {
  private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,15})\\s*([A-Za-z]*)");

  private Units() {}

  static long bytes(String text) {
    Matcher parts = parts(text);
    long number = Long.parseLong(parts.group(1));
    long unit =
        switch (parts.group(2).toUpperCase(Locale.ROOT)) {
          case "", "B" -> 1L;
          case "K", "KB", "KIB" -> 1L << 10;
          case "M", "MB", "MIB" -> 1L << 20;
          case "G", "GB", "GIB" -> 1L << 30;
          case "T", "TB", "TIB" -> 1L << 40;
          default -> throw new IllegalArgumentException("Not a size: " + text);
        };
    return checked(() -> Math.multiplyExact(number, unit), text);
  }

  public static Duration duration(String text) {
    Matcher parts = parts(text);
    long number = Long.parseLong(parts.group(1));
    return switch (parts.group(2).toLowerCase(Locale.ROOT)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m", "min" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> throw new IllegalArgumentException("Not a time: " + text);
    };
  }

  private static Matcher parts(String text) {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("Not a number with a unit: " + text);
    }
    return matcher;
  }

  private static long checked(java.util.function.LongSupplier product, String text) {
    try {
      return product.getAsLong();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("Too large: " + text, e);
    }
  }
}
