package dev.forktail.assignment.condition;

import java.util.Optional;

/// An address of IPv6 as two numbers; one of IPv4 is its mapped form, `::ffff:a.b.c.d`. Only what
/// is written as numbers is an address: no name is ever looked up.
record Address(long high, long low) {
  private static final int LENGTH_MAX = 45;
  static final long MAPPED = 0xFFFF_0000_0000L;

  static Optional<Address> find(String text) {
    if (text.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    if (text.indexOf(':') < 0) {
      long four = four(text);
      return four < 0 ? Optional.empty() : Optional.of(new Address(0, MAPPED | four));
    }
    return six(text);
  }

  /// The four bytes that `text` spells, or -1.
  private static long four(String text) {
    long address = 0;
    int parts = 0;
    int at = 0;
    while (at < text.length()) {
      int start = at;
      int part = 0;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        part = part * 10 + (text.charAt(at++) - '0');
        if (at - start > 3) {
          return -1;
        }
      }
      if (at == start || part > 255 || (at - start > 1 && text.charAt(start) == '0')) {
        return -1; // a leading zero means octal to some and decimal to others
      }
      address = address << 8 | part;
      parts++;
      if (at < text.length() && (text.charAt(at++) != '.' || at == text.length())) {
        return -1;
      }
    }
    return parts == 4 ? address : -1;
  }

  private static Optional<Address> six(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      var all = groups(text);
      return all.length == 8 ? Optional.of(of(all)) : Optional.empty();
    }
    var head = text.substring(0, gap);
    var tail = text.substring(gap + 2);
    var first = groups(head);
    var last = groups(tail);
    boolean broken =
        (first.length == 0 && !head.isEmpty()) || (last.length == 0 && !tail.isEmpty());
    if (broken || first.length + last.length > 7 || head.indexOf('.') >= 0) {
      return Optional.empty();
    }
    int[] all = new int[8];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(last, 0, all, 8 - last.length, last.length);
    return Optional.of(of(all));
  }

  /// The groups of 16 bits that `text` spells, none if it is broken. The last may be an IPv4
  /// address.
  private static int[] groups(String text) {
    if (text.isEmpty()) {
      return new int[0];
    }
    var parts = text.split(":", -1);
    boolean mixed = parts[parts.length - 1].indexOf('.') >= 0;
    int[] groups = new int[parts.length + (mixed ? 1 : 0)];
    for (int i = 0; i < parts.length - (mixed ? 1 : 0); i++) {
      if (!parts[i].matches("[0-9a-fA-F]{1,4}")) {
        return new int[0];
      }
      groups[i] = Integer.parseInt(parts[i], 16);
    }
    if (mixed) {
      long four = four(parts[parts.length - 1]);
      if (four < 0) {
        return new int[0];
      }
      groups[groups.length - 2] = (int) (four >>> 16);
      groups[groups.length - 1] = (int) (four & 0xFFFF);
    }
    return groups;
  }

  private static Address of(int[] groups) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < 4; i++) {
      high = high << 16 | groups[i];
      low = low << 16 | groups[i + 4];
    }
    return new Address(high, low);
  }
}
