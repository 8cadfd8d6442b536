package dev.forktail.visitor;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What kind of device a user agent runs on.
final class DeviceClass {
  private static final Pattern TV =
      Pattern.compile("TV|CrKey|BRAVIA|Roku|Web0S|VIDAA|AFT[A-Z]\\b|PlayStation|Xbox");
  private static final Set<String> DESKTOPS =
      Set.of("Windows", "Mac OS X", "Linux", "Chrome OS", "Ubuntu", "Fedora", "Debian", "FreeBSD");

  private DeviceClass() {}

  /// The kind; null when it cannot be told.
  ///
  /// @param system the name of the operating system
  static @Nullable String find(String userAgent, String system) {
    if (TV.matcher(userAgent).find()) {
      return "tv";
    }
    if (userAgent.contains("iPad") || userAgent.contains("Tablet") || isLargeAndroid(userAgent)) {
      return "tablet";
    }
    if (userAgent.contains("Mobi") || userAgent.contains("iPhone") || userAgent.contains("iPod")) {
      return "phone";
    }
    return DESKTOPS.contains(system) ? "desktop" : null;
  }

  private static boolean isLargeAndroid(String userAgent) {
    return userAgent.contains("Android") && !userAgent.contains("Mobi");
  }
}
