package dev.forktail.engine.query;

import java.time.Duration;

/// What one statement may take.
///
/// @param rowsMax the result is cut there
/// @param bytesMax a larger result is an error
public record SqlLimits(Duration time, long rowsMax, long bytesMax) {
  public SqlLimits {
    if (!time.isPositive() || rowsMax < 1 || bytesMax < 1) {
      throw new IllegalArgumentException(
          "Limits are positive: time=%s rowsMax=%d bytesMax=%d".formatted(time, rowsMax, bytesMax));
    }
  }
}
