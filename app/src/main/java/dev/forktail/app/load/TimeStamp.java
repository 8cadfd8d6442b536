package dev.forktail.app.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;

/// Writes times as `2026-11-23T00:04:59.123Z`. Remembers the last second, because formatting one
/// costs more than sending the event. Used by one thread.
final class TimeStamp {
  static final int LENGTH = 24;
  private static final int SECOND_LENGTH = 19;

  private final byte[] text = "0000-00-00T00:00:00.000Z".getBytes(US_ASCII);
  private long second = Long.MIN_VALUE;

  void stamp(long epochMillis, byte[] target, int offset) {
    long current = Math.floorDiv(epochMillis, 1_000L);
    if (current != second) {
      var formatted = Instant.ofEpochSecond(current).toString().getBytes(US_ASCII);
      System.arraycopy(formatted, 0, text, 0, SECOND_LENGTH);
      second = current;
    }
    int millis = (int) (epochMillis - current * 1_000L);
    text[SECOND_LENGTH + 1] = (byte) ('0' + millis / 100);
    text[SECOND_LENGTH + 2] = (byte) ('0' + millis / 10 % 10);
    text[SECOND_LENGTH + 3] = (byte) ('0' + millis % 10);
    System.arraycopy(text, 0, target, offset, LENGTH);
  }
}
