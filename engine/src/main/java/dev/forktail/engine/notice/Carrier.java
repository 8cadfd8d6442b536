package dev.forktail.engine.notice;

/// A way to people: a webhook, e-mail.
///
/// - **Contract.** What it says was delivered, the other side has taken. It may have taken what is
///   said to have failed, too.
/// - **Threads.** Safe for concurrent use; blocks, for two minutes at most.
public interface Carrier {

  /// Its name, the same after a restart; no secret is in it.
  String channel();

  /// Tries it once.
  Carriage carry(Notice notice);

  /// What became of one try.
  sealed interface Carriage {
    /// The other side has taken it.
    ///
    /// @param answer what it said
    record Delivered(String answer) implements Carriage {}

    /// It has not, as far as we know: once more, later.
    record Failed(String reason) implements Carriage {}
  }
}
