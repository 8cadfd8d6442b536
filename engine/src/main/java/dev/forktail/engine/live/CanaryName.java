package dev.forktail.engine.live;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// The name of a canary, which says in which second of its minute it was sent. So a counter of one
/// minute and name is of one canary, and there are no more names than a minute has seconds.
public final class CanaryName {
  private static final String PREFIX = "canary ";

  private CanaryName() {}

  /// `canary 07`.
  public static String of(Instant sent) {
    int second = sent.atOffset(ZoneOffset.UTC).getSecond();
    return String.format(Locale.ROOT, "%s%02d", PREFIX, second);
  }

  /// When the one with this name in this minute was sent; the beginning of the minute when it is
  /// nobody's name.
  public static Instant sent(Instant minute, String name) {
    var digits = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
    return digits.matches("[0-5][0-9]")
        ? minute.plus(Long.parseLong(digits), ChronoUnit.SECONDS)
        : minute;
  }
}
