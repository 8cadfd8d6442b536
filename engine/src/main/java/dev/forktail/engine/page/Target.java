package dev.forktail.engine.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// Where a redirect leads: a path of the own site, or an address of another. What browsers read
/// otherwise than it looks (`//host`, a backslash, a control character, a user in front of the
/// host) is no target.
public record Target(String value) {
  public static final int LENGTH_MAX = 2_000;

  public Target {
    if (value.isEmpty() || value.length() > LENGTH_MAX) {
      throw new IllegalArgumentException(
          "A redirect has 1..%d characters: %d".formatted(LENGTH_MAX, value.length()));
    }
    if (value.chars().anyMatch(unit -> unit <= ' ' || unit == '\\' || unit >= 0x7f)) {
      throw new IllegalArgumentException(
          "A redirect has no space, no backslash and no control character, and others than ASCII"
              + " are encoded: '%s'".formatted(value));
    }
    requireForm(value);
  }

  private static void requireForm(String value) {
    URI uri;
    try {
      uri = new URI(value);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("A redirect is an address: " + e.getMessage(), e);
    }
    if (value.startsWith("/") && !value.startsWith("//")) {
      return;
    }
    boolean isWeb =
        "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
    if (!isWeb || uri.getHost() == null || uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "A redirect is a path such as /new, or an address such as https://www.example.com/new:"
              + " '%s'".formatted(value));
    }
  }

  /// The host of another site, in lower case; empty for a path of the own.
  public Optional<String> host() {
    return Optional.ofNullable(URI.create(value).getHost())
        .map(host -> host.toLowerCase(Locale.ROOT));
  }

  /// Without query and fragment; decoded, as a server reads it.
  public String path() {
    return Objects.requireNonNullElse(URI.create(value).getPath(), "");
  }

  /// This target with the query string of a request, which comes behind its own.
  ///
  /// @param query without the question mark; may be empty
  public String with(String query) {
    if (query.isEmpty()) {
      return value;
    }
    int hash = value.indexOf('#');
    String front = hash < 0 ? value : value.substring(0, hash);
    String fragment = hash < 0 ? "" : value.substring(hash);
    return front + (front.contains("?") ? "&" : "?") + query + fragment;
  }
}
