package dev.forktail.web.ingest;

import java.util.Arrays;

/// Cuts bytes that arrive in pieces into lines, in bounded memory: of a line that is too long only
/// the beginning is kept.
final class LineSplitter {
  private final int lineBytesMax;
  private final Lines lines;
  private byte[] carry = new byte[4_096];
  private int carried;
  private boolean cut;

  /// Takes lines. Blank ones do not come here, but they count.
  interface Lines {
    /// A whole line, without the white space around it.
    ///
    /// @param number from 1
    void line(byte[] line, long number);

    /// The beginning of a line that is too long.
    void cutLine(byte[] beginning, long number);
  }

  private long number;

  LineSplitter(int lineBytesMax, Lines lines) {
    this.lineBytesMax = lineBytesMax;
    this.lines = lines;
  }

  /// Takes the `size` bytes that begin at `start`.
  void feed(byte[] bytes, int start, int size) {
    int from = start;
    int to = start + size;
    for (int at = start; at < to; at++) {
      if (bytes[at] == '\n') {
        endLine(bytes, from, at);
        from = at + 1;
      }
    }
    carry(bytes, from, to);
  }

  /// Nothing follows: what is left is a line.
  void end() {
    if (carried > 0 || cut) {
      endLine(carry, 0, 0);
    }
  }

  private void endLine(byte[] bytes, int from, int to) {
    number++;
    if (carried == 0 && !cut && to - from <= lineBytesMax) {
      hand(bytes, from, to);
      return;
    }
    carry(bytes, from, to);
    if (cut) {
      lines.cutLine(Arrays.copyOf(carry, carried), number);
    } else {
      hand(carry, 0, carried);
    }
    carried = 0;
    cut = false;
  }

  private void hand(byte[] bytes, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && isSpace(bytes[start])) {
      start++;
    }
    while (start < end && isSpace(bytes[end - 1])) {
      end--;
    }
    if (start < end) {
      lines.line(Arrays.copyOfRange(bytes, start, end), number);
    }
  }

  private void carry(byte[] bytes, int from, int to) {
    int size = Math.min(to - from, lineBytesMax - carried);
    cut |= size < to - from;
    if (size > carry.length - carried) {
      carry = Arrays.copyOf(carry, Math.min(lineBytesMax, 2 * (carried + size)));
    }
    System.arraycopy(bytes, from, carry, carried, size);
    carried += size;
  }

  private static boolean isSpace(byte value) {
    return value == ' ' || value == '\t' || value == '\r';
  }
}
