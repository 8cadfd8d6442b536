package dev.forktail.web.experiment;

import dev.forktail.web.http.PageRequest;
import java.time.Duration;

/// How visitors are remembered by a cookie.
///
/// @param seal what makes it ours
/// @param life how long a browser keeps it; 13 months at most
/// @param httpOnly whether scripts of the page cannot read it
/// @param consentRequired whether nothing is set before the visitor has agreed
public record CookieRules(
    CookieSeal seal, Duration life, boolean httpOnly, boolean consentRequired) {
  static final String NAME = "forktail";
  private static final Duration LIFE_MAX = Duration.ofDays(395);

  public CookieRules {
    if (life.compareTo(Duration.ofMinutes(1)) < 0 || life.compareTo(LIFE_MAX) > 0) {
      throw new IllegalArgumentException("life must be in 1m..395d: " + life);
    }
  }

  /// The header that sets `value`.
  String set(PageRequest request, String value) {
    return header(request, value, life.toSeconds());
  }

  /// The header that has a browser forget what was set.
  String forget(PageRequest request) {
    return header(request, "", 0);
  }

  private String header(PageRequest request, String value, long seconds) {
    boolean secure =
        request.findHeader("X-Forwarded-Proto").filter("https"::equalsIgnoreCase).isPresent();
    return NAME
        + "="
        + value
        + "; Path=/; SameSite=Lax; Max-Age="
        + seconds
        + (httpOnly ? "; HttpOnly" : "")
        + (secure ? "; Secure" : "");
  }
}
