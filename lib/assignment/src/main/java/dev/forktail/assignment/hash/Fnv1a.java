package dev.forktail.assignment.hash;

/// FNV-1a with 32 bits over UTF-16 code units, as JavaScript clients compute it with `charCodeAt`;
/// over bytes it would differ outside of Latin 1.
final class Fnv1a {
  private static final int OFFSET = 0x811C9DC5;
  private static final int PRIME = 0x01000193;

  private Fnv1a() {}

  static int of(String first, String second) {
    return add(add(OFFSET, first), second);
  }

  /// Of the decimal digits of `number`, which is unsigned.
  static int ofDecimal(int number) {
    long rest = Integer.toUnsignedLong(number);
    long unit = 1;
    while (rest / unit >= 10) {
      unit *= 10;
    }
    int hash = OFFSET;
    for (; unit > 0; unit /= 10) {
      hash = (hash ^ (int) ('0' + rest / unit % 10)) * PRIME;
    }
    return hash;
  }

  private static int add(int start, String text) {
    int hash = start;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return hash;
  }
}
