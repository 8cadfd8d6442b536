package dev.forktail.web.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Whether bytes are text that every engine behind us takes: PostgreSQL refuses bytes that are not
/// UTF-8, DuckDB refuses JSON with half a surrogate pair, and either would fail a whole batch.
///
/// Many bytes at a time while they are ASCII.
final class Utf8Text {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long BACKSLASHES = ONES * '\\';

  private Utf8Text() {}

  /// Where the first byte that is not UTF-8 stands in `from..to`, or -1.
  static int invalidAt(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (to - at >= 32 && isAscii(bytes, at)) {
        at += 32;
        continue;
      }
      if (to - at >= 8 && ((long) LONGS.get(bytes, at) & HIGH_BITS) == 0) {
        at += 8;
        continue;
      }
      if (bytes[at] >= 0) {
        at++;
        continue;
      }
      int length = sequenceLength(bytes, at, to);
      if (length == 0) {
        return at;
      }
      at += length;
    }
    return -1;
  }

  /// Where an escape such as `\ud800` stands in `from..to` without its other half, or -1. The bytes
  /// are JSON, so that every backslash begins an escape.
  static int loneSurrogateAt(byte[] bytes, int from, int to) {
    int at = nextBackslash(bytes, from, to);
    while (at >= 0) {
      int unit = escapedUnit(bytes, at, to);
      if (unit < 0 || !Character.isSurrogate((char) unit)) {
        at = nextBackslash(bytes, at + 2, to);
        continue;
      }
      int low = escapedUnit(bytes, at + 6, to);
      if (Character.isLowSurrogate((char) unit)
          || low < 0
          || !Character.isLowSurrogate((char) low)) {
        return at;
      }
      at = nextBackslash(bytes, at + 12, to);
    }
    return -1;
  }

  private static boolean isAscii(byte[] bytes, int at) {
    long all =
        (long) LONGS.get(bytes, at)
            | (long) LONGS.get(bytes, at + 8)
            | (long) LONGS.get(bytes, at + 16)
            | (long) LONGS.get(bytes, at + 24);
    return (all & HIGH_BITS) == 0;
  }

  private static int nextBackslash(byte[] bytes, int from, int to) {
    int at = from;
    for (; to - at >= 8; at += 8) {
      long difference = (long) LONGS.get(bytes, at) ^ BACKSLASHES;
      long zeros = (difference - ONES) & ~difference & HIGH_BITS;
      if (zeros != 0) {
        return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
    }
    for (; at < to; at++) {
      if (bytes[at] == '\\') {
        return at;
      }
    }
    return -1;
  }

  /// The UTF-16 unit of the escape `\\uXXXX` at `at`, or -1 when there is none.
  private static int escapedUnit(byte[] bytes, int at, int to) {
    if (to - at < 6 || bytes[at] != '\\' || bytes[at + 1] != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = at + 2; i < at + 6; i++) {
      int digit = Character.digit(bytes[i], 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  /// How many bytes the character at `at` takes, or 0 when it is none: too long, a surrogate, cut
  /// off, beyond U+10FFFF.
  private static int sequenceLength(byte[] bytes, int at, int to) {
    int first = bytes[at] & 0xFF;
    int left = to - at;
    if (first >= 0xC2 && first <= 0xDF) {
      return left >= 2 && isTail(bytes[at + 1]) ? 2 : 0;
    }
    if (first >= 0xE0 && first <= 0xEF) {
      return left >= 3 && isSecondOfThree(first, bytes[at + 1]) && isTail(bytes[at + 2]) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
      return left >= 4
              && isSecondOfFour(first, bytes[at + 1])
              && isTail(bytes[at + 2])
              && isTail(bytes[at + 3])
          ? 4
          : 0;
    }
    return 0;
  }

  private static boolean isSecondOfThree(int first, byte second) {
    int value = second & 0xFF;
    return isTail(second) && (first != 0xE0 || value >= 0xA0) && (first != 0xED || value <= 0x9F);
  }

  private static boolean isSecondOfFour(int first, byte second) {
    int value = second & 0xFF;
    return isTail(second) && (first != 0xF0 || value >= 0x90) && (first != 0xF4 || value <= 0x8F);
  }

  private static boolean isTail(byte value) {
    return (value & 0xC0) == 0x80;
  }
}
