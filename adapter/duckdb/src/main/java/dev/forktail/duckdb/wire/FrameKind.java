package dev.forktail.duckdb.wire;

import java.io.IOException;

/// What a frame is. The code is what travels: never reuse one.
public enum FrameKind {
  /// Child: ready; protocol version and process id.
  HELLO(1),
  /// Parent: what to do. Data and END follow.
  REQUEST(2),
  /// Either side: bytes of rows.
  DATA(3),
  /// Parent: no more data.
  END(4),
  /// Parent: stop what you are doing and answer FAILED.
  CANCEL(5),
  /// Child: done, with the answer.
  DONE(6),
  /// Child: not done; an [Failure].
  FAILED(7);

  private static final FrameKind[] KINDS = values();

  private final int code;

  FrameKind(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static FrameKind ofCode(int code) throws IOException {
    if (code < 1 || code > KINDS.length) {
      throw new IOException("No frame has the code " + code);
    }
    return KINDS[code - 1];
  }
}
