package dev.forktail.engine.context;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The parts of a page's URL that we read, without a look at the rest: what browsers send is not
/// always a URL by the book.
final class PageAddress {
  private static final int HOST_CHARACTERS_MAX = 253;
  private static final int PATH_CHARACTERS_MAX = 500;
  private static final int VALUE_CHARACTERS_MAX = 200;

  private PageAddress() {}

  /// The host of `url`, in lower case; null when it has none.
  static @Nullable String host(@Nullable String url) {
    int start = url == null ? -1 : url.indexOf("://");
    if (url == null || start < 0) {
      return null;
    }
    String authority = url.substring(start + 3, endOfAuthority(url, start + 3));
    String place = authority.substring(authority.lastIndexOf('@') + 1);
    int colon = place.startsWith("[") ? place.indexOf(']') + 1 : place.indexOf(':');
    String host = colon > 0 ? place.substring(0, colon) : place;
    return host.isEmpty() || host.length() > HOST_CHARACTERS_MAX
        ? null
        : host.toLowerCase(Locale.ROOT);
  }

  /// The path of `url`, `/` at least; null when it has no host.
  static @Nullable String path(@Nullable String url) {
    int start = url == null ? -1 : url.indexOf("://");
    if (url == null || start < 0) {
      return null;
    }
    int from = endOfAuthority(url, start + 3);
    int to = from;
    while (to < url.length() && url.charAt(to) != '?' && url.charAt(to) != '#') {
      to++;
    }
    return from == to ? "/" : url.substring(from, Math.min(to, from + PATH_CHARACTERS_MAX));
  }

  /// Whether the query of `url` has a parameter of this name.
  static boolean has(@Nullable String url, String name) {
    return url != null && valueStart(url, name) >= 0;
  }

  /// The value of a parameter in the query of `url`, decoded; null when it has none.
  static @Nullable String parameter(@Nullable String url, String name) {
    int start = url == null ? -1 : valueStart(url, name);
    if (url == null || start < 0) {
      return null;
    }
    int end = start;
    while (end < url.length() && url.charAt(end) != '&' && url.charAt(end) != '#') {
      end++;
    }
    return decoded(url.substring(start, end));
  }

  private static @Nullable String decoded(String text) {
    try {
      String value = URLDecoder.decode(text, UTF_8).strip();
      boolean usable = !value.isEmpty() && value.indexOf('\0') < 0;
      return usable ? value.substring(0, Math.min(value.length(), VALUE_CHARACTERS_MAX)) : null;
    } catch (IllegalArgumentException _) { // a % that begins no escape
      return null;
    }
  }

  private static int valueStart(String url, String name) {
    int at = url.indexOf('?');
    while (at >= 0) {
      int start = at + 1;
      if (url.startsWith(name, start)
          && start + name.length() < url.length()
          && url.charAt(start + name.length()) == '=') {
        return start + name.length() + 1;
      }
      at = url.indexOf('&', start);
    }
    return -1;
  }

  private static int endOfAuthority(String url, int from) {
    int at = from;
    while (at < url.length() && "/?#".indexOf(url.charAt(at)) < 0) {
      at++;
    }
    return at;
  }
}
