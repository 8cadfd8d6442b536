package dev.forktail.journal;

import java.io.IOException;

/// What becomes of an accepted append. Exactly one of the two methods is called, exactly once, on
/// the thread that flushes: it must not block and must not throw.
public interface Acknowledgement {

  /// The records survive a crash of the process, the system and the power.
  void durable();

  /// The records are not stored. Their sequences are never used again.
  void failed(IOException cause);
}
