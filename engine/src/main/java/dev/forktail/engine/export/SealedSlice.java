package dev.forktail.engine.export;

import java.time.Instant;

/// A slice that will never change again.
///
/// @param rows exactly as many as its table has
public record SealedSlice(long slice, long rows, Instant opened, Instant sealed) {
  public SealedSlice {
    if (rows < 1) {
      throw new IllegalArgumentException("A sealed slice has rows: " + slice);
    }
  }
}
