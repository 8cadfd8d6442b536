package dev.forktail.web.page;

import java.time.Instant;
import java.util.regex.Pattern;

/// How often a browser was sent elsewhere within the last seconds, by a cookie of its own: pages
/// that lead to each other, here or by way of another site, would send it around for ever.
///
/// @param since when that began, in seconds
record Hops(int count, long since) {
  private static final String NAME = "forktail-hops";
  private static final Pattern COOKIE =
      Pattern.compile("(?:^|;\\s*)forktail-hops=(\\d)\\.(\\d{1,12})");
  private static final int COUNT_MAX = 8;
  private static final int SECONDS = 5;

  /// Those after one more.
  static Hops next(String cookies, Instant now) {
    var cookie = COOKIE.matcher(cookies);
    if (cookie.find()) {
      long since = Long.parseLong(cookie.group(2));
      long passed = now.getEpochSecond() - since;
      if (passed >= 0 && passed <= SECONDS) {
        return new Hops(Integer.parseInt(cookie.group(1)) + 1, since);
      }
    }
    return new Hops(1, now.getEpochSecond());
  }

  boolean areTooMany() {
    return count > COUNT_MAX;
  }

  String setCookie() {
    return "%s=%d.%d; Path=/; SameSite=Lax; Max-Age=%d; HttpOnly"
        .formatted(NAME, count, since, SECONDS + 1);
  }
}
