package dev.forktail.engine.result.recount;

/// Is told how far a recount is.
@FunctionalInterface
public interface RecountProgress {

  /// It is so far.
  ///
  /// @param events how many were read so far
  /// @param expected how many there are, about
  void at(long events, long expected);
}
