package dev.forktail.engine.live;

import java.time.Duration;

/// When a stage of the pipeline is amber and when it is red.
final class Thresholds {
  private static final Duration LAG_AMBER = Duration.ofSeconds(5);
  private static final Duration LAG_RED = Duration.ofMinutes(1);
  private static final Duration SLICE_AMBER = Duration.ofMinutes(2);
  private static final Duration SLICE_RED = Duration.ofMinutes(10);
  private static final Duration ROOM_AMBER = Duration.ofMinutes(30);
  private static final Duration ROOM_RED = Duration.ofMinutes(5);
  private static final double FILL_AMBER = 0.5;
  private static final double FILL_RED = 0.9;

  private Thresholds() {}

  /// Of a stage that is this far behind; usual is less than a second.
  static Level ofLag(Duration lag) {
    return above(lag, LAG_AMBER, LAG_RED);
  }

  /// Of an open slice with rows; usual is one minute.
  static Level ofOpenSlice(Duration openFor) {
    return above(openFor, SLICE_AMBER, SLICE_RED);
  }

  /// Of a buffer that holds `bytes` of at most `bytesMax`.
  static Level ofFill(long bytes, long bytesMax) {
    if (bytes >= bytesMax * FILL_RED) {
      return Level.RED;
    }
    return bytes >= bytesMax * FILL_AMBER ? Level.AMBER : Level.GREEN;
  }

  /// Of the time that is left until the buffer is full, were the store away.
  static Level ofRoom(Duration left) {
    if (left.compareTo(ROOM_RED) < 0) {
      return Level.RED;
    }
    return left.compareTo(ROOM_AMBER) < 0 ? Level.AMBER : Level.GREEN;
  }

  /// Of a `value` that is better the smaller it is.
  static Level above(Duration value, Duration amber, Duration red) {
    if (value.compareTo(red) > 0) {
      return Level.RED;
    }
    return value.compareTo(amber) > 0 ? Level.AMBER : Level.GREEN;
  }
}
