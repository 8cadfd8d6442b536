package dev.forktail.engine.context;

import java.net.Inet4Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// What is kept of the address of a visitor.
public enum IpPolicy {
  /// Nothing.
  DROP,
  /// The first 24 of 32 bits, or the first 48 of 128.
  TRUNCATE,
  /// All of it.
  KEEP;

  private static final int LENGTH_MAX = 45;

  /// What is kept of the address that `text` is; null when it is none or nothing is kept. Never
  /// longer than `text`.
  public @Nullable String apply(String text) {
    if (this == KEEP) {
      return text;
    }
    int lastPoint = this == DROP ? -1 : lastPointOfPlain(text);
    if (lastPoint > 0) {
      return text.substring(0, lastPoint).concat(".0");
    }
    InetAddress address = this == DROP ? null : parse(text);
    if (address == null) {
      return null;
    }
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      return (bytes[0] & 0xFF) + "." + (bytes[1] & 0xFF) + "." + (bytes[2] & 0xFF) + ".0";
    }
    return groups(bytes);
  }

  /// Where the last number of an address of 32 bits begins, if `text` is one as it is usually
  /// written; else -1, whatever it is.
  private static int lastPointOfPlain(String text) {
    int points = 0;
    int lastPoint = -1;
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      int digits = i - lastPoint - 1;
      if (character == '.' && digits > 0 && points < 3) {
        points++;
        lastPoint = i;
        number = 0;
      } else if (character >= '0' && character <= '9' && (digits == 0 || number > 0)) {
        number = 10 * number + character - '0';
        if (number > 255) {
          return -1;
        }
      } else {
        return -1;
      }
    }
    return points == 3 && lastPoint < text.length() - 1 ? lastPoint : -1;
  }

  /// The address that `text` is; null when it is none. Names are not looked up.
  static @Nullable InetAddress parse(String text) {
    if (text.isEmpty() || text.length() > LENGTH_MAX || !looksLikeAnAddress(text)) {
      return null;
    }
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException _) { // it is none
      return null;
    }
  }

  /// The JDK takes `1.2` for an address, too.
  private static boolean looksLikeAnAddress(String text) {
    return text.indexOf(':') >= 0
        ? text.charAt(0) == ':' || Character.digit(text.charAt(0), 16) >= 0
        : text.chars().filter(character -> character == '.').count() == 3
            && Character.digit(text.charAt(0), 10) >= 0;
  }

  /// The first 48 bits, without the zeros at their end.
  private static String groups(byte[] bytes) {
    int last = 4;
    while (last >= 0 && group(bytes, last) == 0) {
      last -= 2;
    }
    var text = new StringBuilder();
    for (int at = 0; at <= last; at += 2) {
      text.append(at > 0 ? ":" : "").append(Integer.toHexString(group(bytes, at)));
    }
    return text.append("::").toString();
  }

  private static int group(byte[] bytes, int at) {
    return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
  }
}
