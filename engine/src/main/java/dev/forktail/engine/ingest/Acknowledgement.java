package dev.forktail.engine.ingest;

/// What the buffer answers about admitted arrivals, once, on a thread of its own that must not be
/// held.
public interface Acknowledgement {

  /// They are as safe as the buffer's [Durability] says.
  void acknowledged();

  /// They are not, and will not be stored: the sender has to send them again.
  void failed(String reason);
}
