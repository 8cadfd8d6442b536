package dev.forktail.duckdb.wire;

/// One piece of a conversation. The array is handed over, not copied.
@SuppressWarnings("ArrayRecordComponent") // never compared; copying rows would cost
public record Frame(FrameKind kind, byte[] bytes) {
  /// The longest body of a frame: a request with ten thousand files fits.
  public static final int BYTES_MAX = 4 * 1024 * 1024;

  /// How many bytes of rows one frame carries at most.
  public static final int DATA_BYTES_MAX = 64 * 1024;

  public Frame {
    if (bytes.length > BYTES_MAX) {
      throw new IllegalArgumentException("A frame holds " + BYTES_MAX + " bytes: " + bytes.length);
    }
  }
}
